namespace EditableDeepSC.Host;

/// <summary>Whether this program may redraw what it has written, which takes escape codes.</summary>
internal static class Terminal
{
    public static bool IsLive { get; } = CanRedraw(Console.IsOutputRedirected,
        Environment.GetEnvironmentVariable("NO_COLOR"), Environment.GetEnvironmentVariable("TERM"));

    /// <summary>
    /// To be called before the console is used: .NET sets the keypad of any terminal that knows how by an escape code.
    /// </summary>
    public static void Prepare()
    {
        if (!IsLive) Environment.SetEnvironmentVariable("TERM", "dumb");
    }

    /// <param name="isRedirected">Whether the output goes elsewhere than to a terminal.</param>
    /// <param name="noColor">NO_COLOR: set to anything, it forbids escape codes (no-color.org).</param>
    /// <param name="term">TERM: a dumb terminal knows none.</param>
    public static bool CanRedraw(bool isRedirected, string? noColor, string? term) =>
        !isRedirected && string.IsNullOrEmpty(noColor) && term != "dumb";
}
