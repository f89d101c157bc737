using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests;

/// <summary>The copy of TorchSharp whose methods keep their arguments alive.</summary>
public sealed class KeepArgumentsAliveTests
{
    /// <summary>
    /// With the package's own TorchSharp about a fifth of 500 collections freed a number that libtorch was about to read.
    /// </summary>
    [Fact]
    public void Numbers_reach_libtorch_while_the_collector_runs()
    {
        const int Collections = 500, Threads = 3;
        var isOver = false;
        var wrong = 0;
        Thread[] all = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
                if (!IsRight()) Interlocked.Increment(ref wrong);
        }))];
        foreach (var thread in all) thread.Start();
        for (var i = 0; i < Collections; i++)
        {
            Thread.Sleep(1);
            GC.Collect(0);
        }
        Volatile.Write(ref isOver, true);
        foreach (var thread in all) thread.Join();

        wrong.Should().Be(0);
    }

    private static bool IsRight()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ones(64), ones(64));
        try
        {
            for (var i = 0; i < 200; i++)
                if ((a.add(b, 2.5) * 2.0 + b)[5].item<float>() != 8) return false;
            return true;
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            return false;
        }
    }
}
