namespace EditableDeepSC.Browser.Tests;

/// <summary>A test with several widths of a page; skipped, with a notice, where no Chromium is installed.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <summary>EDS_CHROMIUM, or what Debian, Ubuntu and GitHub's machines call it; null where there is none.</summary>
    public static string? Chromium { get; } = new[]
    {
        Environment.GetEnvironmentVariable("EDS_CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    }.FirstOrDefault(File.Exists);

    public BrowserTheoryAttribute() => Skip = Chromium is null
        ? "no Chromium is installed: 'apt-get install chromium', or name one in EDS_CHROMIUM" : null;
}
