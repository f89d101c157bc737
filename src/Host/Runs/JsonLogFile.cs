using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace EditableDeepSC.Host.Runs;

/// <summary>log.jsonl: what was logged during a run, one JSON object a line.</summary>
internal sealed class JsonLogFile(string path) : ILogEventSink, IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter file = new(path) { AutoFlush = true, NewLine = "\n" };
    private readonly JsonFormatter formatter = new();

    public void Emit(LogEvent logEvent)
    {
        lock (gate) formatter.Format(logEvent, file);
    }

    public void Dispose() => file.Dispose();
}
