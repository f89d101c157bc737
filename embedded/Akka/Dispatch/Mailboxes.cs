using System.Collections.Concurrent;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The kinds of mailboxes of a system, by their path in the configuration.</summary>
internal sealed class Mailboxes(Config config)
{
    private const string DefaultMailboxId = "akka.actor.default-mailbox";

    private readonly ConcurrentDictionary<string, MailboxSettings> _settings = new();

    public bool HasMailbox(string id) => id.Length == 0 || config.GetConfig(id) is not null;

    /// <summary>The mailbox that the props name; else the dispatcher's; else the default.</summary>
    public MailboxSettings Lookup(string id, string dispatcherId) =>
        _settings.GetOrAdd(id.Length > 0 ? id : dispatcherId, Read);

    private MailboxSettings Read(string id)
    {
        var section = config.GetConfig(id) ?? Config.Empty;
        var type = section.GetString("mailbox-type");
        if (type is null)
        {
            return id == DefaultMailboxId ? MailboxSettings.Unbounded : Lookup(DefaultMailboxId, "");
        }

        return type.Split(',')[0].Trim() switch
        {
            "Akka.Dispatch.UnboundedMailbox" => MailboxSettings.Unbounded,
            "Akka.Dispatch.BoundedMailbox" => new MailboxSettings(
                section.GetInt("mailbox-capacity", 1000),
                section.GetTimeSpan("mailbox-push-timeout-time", TimeSpan.FromSeconds(10))),
            _ => throw new ConfigurationException($"Cannot instantiate MailboxType [{type}], defined in [{id}]"),
        };
    }
}
