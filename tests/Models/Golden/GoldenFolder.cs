namespace EditableDeepSC.Models.Tests.Golden;

/// <summary>
/// The folder of test vectors that lies beside the repository where it is developed: ../shared/golden.
/// </summary>
internal static class GoldenFolder
{
    public static string? Path { get; } = Find();

    public static string? SkipReason { get; } =
        Path is null ? "Not run: there is no ../shared/golden beside the repository." : null;

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "EditableDeepSC.sln"))) continue;
            var golden = System.IO.Path.Combine(folder.FullName, "..", "shared", "golden");
            return Directory.Exists(golden) ? System.IO.Path.GetFullPath(golden) : null;
        }
        return null;
    }
}
