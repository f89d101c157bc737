namespace Akka.Actor;

/// <summary>The names of actors: what is allowed, and what an unnamed actor is called.</summary>
internal static class ActorNames
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static string Check(string name)
    {
        if (name.Length == 0)
        {
            throw new InvalidActorNameException("Actor name must not be empty.");
        }

        return ActorPath.IsValidPathElement(name) ? name : throw new InvalidActorNameException(
            $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, not be empty, and only contain ASCII "
            + "letters, digits and these special characters: `\"-_.*$+:@&=,!~';()`");
    }

    /// <summary>$a, $b, ... $~, $ab, ...</summary>
    public static string Generate(long number)
    {
        Span<char> digits = stackalloc char[12];
        var length = 0;
        digits[length++] = '$';
        do
        {
            digits[length++] = Digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);

        return new string(digits[..length]);
    }
}
