namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>
/// Tests that read or write what the whole process shares: run one after the other, beside no other test.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class Alone
{
    internal const string Name = "alone";

    /// <summary>
    /// Lets the finaliser free what earlier tests forgot, so that it does not do so in the middle of a count.
    /// </summary>
    internal static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
