using Akka.Actor;

namespace Akka.Configuration;

/// <summary>The configuration is wrong or lacks something.</summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception? exception)
        : base(message, exception)
    {
    }
}
