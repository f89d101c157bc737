using Akka.Actor;
using Akka.Configuration;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>The base of a test class: a system of its own for each test, stopped with it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where the log events of the system go; null for nowhere.</summary>
    protected readonly ITestOutputHelper? Output;

    private bool _disposed;

    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : this(null, system, null, output)
    {
    }

    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : this(config, null, actorSystemName, output)
    {
    }

    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), null, null, output)
    {
    }

    private TestKit(Config? config, ActorSystem? system, string? name, ITestOutputHelper? output)
        : base(config, system, name, null)
    {
        Output = output;
        if (output is not null)
        {
            OutputLogger.Start(Sys, output);
        }
    }

    public static Config DefaultConfig => Configs.TestConfigs.DefaultConfig;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called when the test has ended, before its system stops.</summary>
    protected virtual void AfterAll()
    {
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            AfterAll();
            EndOfTest();
            Shutdown();
        }
    }
}
