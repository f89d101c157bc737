using System.CommandLine;

namespace EditableDeepSC.Host.Commands;

/// <summary>The <c>--weights</c> of all verbs that run the networks.</summary>
internal static class WeightsOption
{
    private const string Variable = "EDS_WEIGHTS";

    /// <summary>The folder that is shipped: where ./eds says it lies, else weights/ of the current folder.</summary>
    public static DirectoryInfo Shipped =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : "weights");

    public static Option<DirectoryInfo> Create() => new("--weights")
    {
        Description = "The folder with the networks and their manifest.",
        DefaultValueFactory = _ => Shipped,
    };
}
