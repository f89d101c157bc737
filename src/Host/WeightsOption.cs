using System.CommandLine;

namespace EditableDeepSC.Host;

/// <summary>The <c>--weights</c> of all verbs that run the networks.</summary>
internal static class WeightsOption
{
    public static Option<DirectoryInfo> Create() => new("--weights")
    {
        Description = "The folder with the networks and their manifest.",
        DefaultValueFactory = _ => new DirectoryInfo("weights"),
    };
}
