namespace Akka;

/// <summary>Result of a task that ends without a value.</summary>
public sealed class Done
{
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
