using Akka.Streams.Islands;

namespace Akka.Streams.Blueprints;

/// <summary>A built part of a graph: its open ports in the order of its shape, and its materialized value.</summary>
internal readonly record struct Part(Terminal<Inlet>[] Ins, Terminal<Outlet>[] Outs, object? MaterializedValue);
