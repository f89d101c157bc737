using System.Globalization;

namespace Akka.Configuration;

/// <summary>A tree of settings; a path is its keys with dots between them.</summary>
public class Config
{
    public static readonly Config Empty = new();

    private readonly Dictionary<string, object> _root;

    public Config()
        : this([])
    {
    }

    internal Config(Dictionary<string, object> root) => _root = root;

    public bool IsEmpty => _root.Count == 0;

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public bool HasPath(string path) => Find(path) is not null;

    public string? GetString(string path, string? @default = null) => Find(path) as string ?? @default;

    public int GetInt(string path, int @default = 0) => Number(path, @default, int.Parse);

    public long GetLong(string path, long @default = 0) => Number(path, @default, long.Parse);

    public double GetDouble(string path, double @default = 0) => Number(path, @default, double.Parse);

    public bool GetBoolean(string path, bool @default = false) => GetString(path) switch
    {
        null => @default,
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var other => throw new NotSupportedException($"Unknown boolean format: {other}"),
    };

    /// <summary>A number with ms, s, m, h or d, or one alone for milliseconds; <c>infinite</c> is -1 ms.</summary>
    public TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        GetString(path) is { } text ? HoconDuration.Parse(text, allowInfinite) : @default.GetValueOrDefault();

    public IList<string> GetStringList(string path) => Find(path) switch
    {
        List<object> list => [.. list.Cast<string>()],
        string single => [single],
        _ => [],
    };

    /// <summary>What is below <paramref name="path"/>; null where nothing is.</summary>
    public Config? GetConfig(string path) =>
        Find(path) is Dictionary<string, object> nested ? new Config(nested) : null;

    /// <summary>This configuration, and where it has no value the other one's.</summary>
    public Config WithFallback(Config fallback) => new(Merge(_root, fallback._root));

    public override string ToString() => Write(_root, "");

    private static Dictionary<string, object> Merge(
        Dictionary<string, object> first, Dictionary<string, object> second)
    {
        var merged = new Dictionary<string, object>(second);
        foreach (var (key, value) in first)
        {
            merged[key] = value is Dictionary<string, object> nested
                && second.GetValueOrDefault(key) is Dictionary<string, object> other
                    ? Merge(nested, other)
                    : value;
        }

        return merged;
    }

    private static string Write(object value, string indent) => value switch
    {
        Dictionary<string, object> nested => string.Concat(nested.Select(member =>
            member.Value is Dictionary<string, object>
                ? $"{indent}{member.Key} {{\n{Write(member.Value, indent + "  ")}{indent}}}\n"
                : $"{indent}{member.Key} : {Write(member.Value, "")}\n")),
        List<object> list => $"[{string.Join(",", list.Select(item => Write(item, "")))}]",
        _ => $"\"{value}\"",
    };

    private T Number<T>(string path, T fallback, Func<string, IFormatProvider, T> parse) =>
        GetString(path) is { } text ? parse(text, CultureInfo.InvariantCulture) : fallback;

    private object? Find(string path)
    {
        object? node = _root;
        foreach (var key in SplitPath(path))
        {
            node = (node as Dictionary<string, object>)?.GetValueOrDefault(key);
        }

        return node;
    }

    // A quoted key may hold dots: a."b.c".d
    private static IEnumerable<string> SplitPath(string path)
    {
        for (var start = 0; start <= path.Length;)
        {
            var quoted = start < path.Length && path[start] == '"';
            var end = quoted ? path.IndexOf('"', start + 1) : path.IndexOf('.', start);
            end = end < 0 ? path.Length : end;
            yield return quoted ? path[(start + 1)..end] : path[start..end];
            start = end + (quoted ? 2 : 1);
        }
    }
}
