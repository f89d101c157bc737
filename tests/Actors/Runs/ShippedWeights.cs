namespace EditableDeepSC.Actors.Tests.Runs;

/// <summary>The weights folder of this repository.</summary>
internal static class ShippedWeights
{
    public static DirectoryInfo Folder { get; } = new(Path.Combine(Root().FullName, "weights"));

    private static DirectoryInfo Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EditableDeepSC.sln"))) folder = folder.Parent;
        return folder;
    }
}
