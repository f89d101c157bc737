namespace Akka.Actor;

/// <summary>The place of an actor in its system's tree; the uid tells incarnations of one name apart.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    private const string SpecialSymbols = "-_.*$+:@&=,!~';()\"";

    private protected ActorPath(string name, long uid)
    {
        Name = name;
        Uid = uid;
    }

    public string Name { get; }

    /// <summary>0 for a path that names no particular incarnation.</summary>
    public long Uid { get; }

    public abstract ActorPath Parent { get; }

    public abstract Address Address { get; }

    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new List<string>();
            for (var path = this; path is ChildActorPath; path = path.Parent)
            {
                elements.Add(path.Name);
            }

            elements.Reverse();
            return elements;
        }
    }

    public static ActorPath operator /(ActorPath path, string name) => new ChildActorPath(path, name, 0);

    public static bool operator ==(ActorPath? left, ActorPath? right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    public static bool IsValidPathElement(string s) =>
        s.Length > 0 && s[0] != '$' && s.All(c => char.IsAsciiLetterOrDigit(c) || SpecialSymbols.Contains(c));

    public ActorPath WithUid(long uid) => this is ChildActorPath ? new ChildActorPath(Parent, Name, uid) : this;

    public string ToStringWithoutAddress() => "/" + string.Join('/', Elements);

    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{this}#{Uid}";

    public override string ToString() => Address + ToStringWithoutAddress();

    // As in the original, the uid takes no part: two incarnations of one name have equal paths.
    public bool Equals(ActorPath? other)
    {
        ActorPath left = this;
        while (other is not null)
        {
            if (ReferenceEquals(left, other))
            {
                return true;
            }

            if (left.Name != other.Name || left.GetType() != other.GetType())
            {
                return false;
            }

            if (left is RootActorPath)
            {
                return left.Address.Equals(other.Address);
            }

            left = left.Parent;
            other = other.Parent;
        }

        return false;
    }

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode()
    {
        var hash = 17;
        for (var path = this; path is ChildActorPath; path = path.Parent)
        {
            hash = HashCode.Combine(hash, path.Name);
        }

        return hash;
    }

    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());
}
