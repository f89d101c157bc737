namespace Akka.Actor;

/// <summary>Where an actor system lives, for instance <c>akka://name</c>.</summary>
public sealed class Address : IEquatable<Address>
{
    public static readonly Address AllSystems = new("akka", "all-systems");

    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host;
        Port = port;
    }

    public string Protocol { get; }

    public string System { get; }

    public string? Host { get; }

    public int? Port { get; }

    public bool Equals(Address? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Address);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() =>
        $"{Protocol}://{System}" + (Host is null ? "" : $"@{Host}") + (Port is null ? "" : $":{Port}");
}
