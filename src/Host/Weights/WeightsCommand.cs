using System.CommandLine;

namespace EditableDeepSC.Host.Weights;

/// <summary><c>./eds weights</c>: what the learned parts' files hold and whether they are what was shipped.</summary>
internal static class WeightsCommand
{
    public static Command Create() => new("weights", "Checks, shows and imports the files of the learned parts.")
    {
        WeightsVerify.Create(),
        WeightsShow.Create(),
        WeightsImport.Create(),
    };
}
