using System.Globalization;
using System.Text.Json;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>A place in a scenario such as "users[0].count", as --set and sweeps name it.</summary>
internal static class ScenarioPath
{
    /// <summary>Sets what is there, and makes the objects on the way; the binder says whether the keys exist.</summary>
    public static void Set(SourceNode root, string path, SourceNode value)
    {
        var parts = Parts(path);
        var node = root;
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            if (node.Kind == JsonValueKind.Array) node = Element(node, parts[i], path, value, isLast);
            else node = Member(node, parts[i], path, value, isLast);
        }
    }

    /// <summary>What is at a path; null where there is nothing.</summary>
    public static SourceNode? Find(SourceNode root, string path) => path.Length == 0 ? root : Parts(path).Aggregate(
        (SourceNode?)root, (node, part) => node?.Kind == JsonValueKind.Array
            ? node.Elements.ElementAtOrDefault(int.Parse(part, CultureInfo.InvariantCulture))
            : node?.Find(part));

    /// <summary>One spelling of a path: users.00.count and users[0].count are one place.</summary>
    public static string Canonical(string path) => string.Join('.', Parts(path));

    /// <summary>The last key of a path, which may be an index of a list: "images" of "users[0].images".</summary>
    public static string LastKey(string path) => Parts(path)[^1];

    private static string[] Parts(string path) =>
    [
        .. path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.')
            .Select(part => part.Length > 1 && part.All(char.IsAsciiDigit) ? part[..^1].TrimStart('0') + part[^1] : part),
    ];

    private static SourceNode Member(SourceNode node, string key, string path, SourceNode value, bool isLast)
    {
        if (node.Kind != JsonValueKind.Object || key.Length == 0)
            throw new ScenarioException($"'{path}' is not a path; write one such as users[0].count", value.Place);
        if (!isLast && node.Find(key) is { } next) return next;
        var child = isLast ? value : new SourceNode(JsonValueKind.Object, value.Place);
        node.Set(key, child);
        return child;
    }

    private static SourceNode Element(SourceNode node, string key, string path, SourceNode value, bool isLast)
    {
        if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= node.Elements.Count)
        {
            throw new ScenarioException(
                $"'{path}': there is no element '{key}'; give 0 to {node.Elements.Count - 1}", value.Place);
        }
        if (isLast) node.Elements[index] = value;
        return node.Elements[index];
    }
}
