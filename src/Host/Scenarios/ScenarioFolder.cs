using System.Text.Json;
using EditableDeepSC.Actors.Users;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>
/// The files and folders that a scenario names: what is written in it is looked up beside it and then in the current
/// folder, what --set gives in the current folder; a full path takes the place of one that is found.
/// </summary>
internal static class ScenarioFolder
{
    private static readonly string[] Keys = ["file", "images", "plugins", "profiles", "weights"];

    /// <param name="root">Gets the full paths.</param>
    /// <param name="scenario">The scenario's file.</param>
    public static void LookUp(SourceNode root, string scenario)
    {
        for (var i = 0; i < root.Members.Count; i++)
        {
            var (key, place, value) = root.Members[i];
            root.Members[i] = (key, place, Found(value, scenario, Keys.Contains(ScenarioPath.LastKey(key))));
        }
    }

    private static SourceNode Found(SourceNode node, string scenario, bool isPath)
    {
        LookUp(node, scenario);
        for (var i = 0; i < node.Elements.Count; i++) node.Elements[i] = Found(node.Elements[i], scenario, isPath);
        if (!isPath || node.Kind != JsonValueKind.String || node.Text is "" or UserGroupOptions.Portraits) return node;
        string[] places = node.Place.Source == scenario ? [Path.GetDirectoryName(scenario) ?? "", ""] : [""];
        return places.Select(folder => Path.GetFullPath(Path.Combine(folder, node.Text)))
            .FirstOrDefault(Path.Exists) is { } found ? SourceNode.OfText(found, node.Place) : node;
    }
}
