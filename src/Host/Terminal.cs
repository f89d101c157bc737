namespace EditableDeepSC.Host;

/// <summary>Whether this program may redraw what it has written, which takes escape codes.</summary>
internal static class Terminal
{
    public static bool IsLive { get; } = CanRedraw(Console.IsOutputRedirected,
        Environment.GetEnvironmentVariable("NO_COLOR"), Environment.GetEnvironmentVariable("TERM"));

    /// <summary>
    /// Call it before the console is used: .NET sends an escape code to terminals that have a keypad mode.
    /// </summary>
    public static void Prepare()
    {
        if (!IsLive) Environment.SetEnvironmentVariable("TERM", "dumb");
    }

    /// <param name="isRedirected">Whether the output goes to a file or a pipe.</param>
    /// <param name="noColor">NO_COLOR: set to anything, it forbids escape codes (no-color.org).</param>
    /// <param name="term">TERM: a dumb terminal has no escape codes.</param>
    public static bool CanRedraw(bool isRedirected, string? noColor, string? term) =>
        !isRedirected && string.IsNullOrEmpty(noColor) && term != "dumb";
}
