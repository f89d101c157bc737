using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Time;

namespace EditableDeepSC.Actors.Machines;

/// <summary>A certificate of this process and the authority that those of all others must come from.</summary>
public sealed record NodeCertificate(X509Certificate2 Own, X509Certificate2 Authority)
{
    /// <summary>Whether a certificate comes from the authority and is valid now.</summary>
    public bool Trusts(X509Certificate2? certificate)
    {
        if (certificate is null) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}

/// <summary>
/// Actor systems that are nodes of a cluster. A node that the host cannot reach any more is downed by the strategy
/// "keep oldest": the side with the host, which is the first member, goes on, and every other side ends itself. So a host
/// alone still finishes its run, and no worker works for nobody.
/// </summary>
internal static class ClusterNode
{
    public const string SystemName = "eds";
    public const string HostRole = "host", WorkerRole = "worker";
    public const string ReceptionPath = "/user/reception";

    public static ActorSystem Create(NodeAddress address, string role, NodeCertificate? certificate, string loggers)
    {
        var serializer = Making.NameOf(typeof(WireSerializer));
        var refuser = Making.NameOf(typeof(RefusingSerializer));
        var wire = string.Join('\n', WireSerializer.Types.Select(type =>
            $"\"{Making.NameOf(type)}\" = wire"));
        var config = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING, stdout-loglevel = OFF, log-dead-letters = off, log-dead-letters-during-shutdown = off
              {{loggers}}
              scheduler.implementation = "{{Making.NameOf(typeof(WallScheduler))}}"
              actor {
                provider = cluster
                serializers { wire = "{{serializer}}", json = "{{refuser}}" }
                serialization-bindings {
                  "System.Object" = json
                  {{wire}}
                }
              }
              remote {
                deployment.enable-whitelist = on # an empty one: nobody makes actors here
                retry-gate-closed-for = 1 s
                dot-netty.tcp {
                  hostname = "{{address.Host}}"
                  port = {{address.Port.ToString(CultureInfo.InvariantCulture)}}
                  enable-ssl = {{(certificate is null ? "off" : "on")}}
                  maximum-frame-size = 16 MiB
                  send-buffer-size = 1 MiB
                  receive-buffer-size = 1 MiB
                  connection-timeout = 5 s
                }
              }
              cluster {
                roles = [{{role}}]
                seed-node-timeout = 2 s
                allow-weakly-up-members = 1 s # workers begin while a dead one is not yet given up
                retry-unsuccessful-join-after = 3 s
                failure-detector { heartbeat-interval = 1 s, acceptable-heartbeat-pause = 6 s }
                downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                split-brain-resolver {
                  active-strategy = keep-oldest
                  stable-after = 3 s
                  down-all-when-unstable = off # workers may come and go all the time
                  keep-oldest { down-if-alone = off, role = {{HostRole}} }
                }
              }
              coordinated-shutdown.run-by-actor-system-terminate = off
            }
            {{WorkerPool.ComputeDispatcher}} { type = PinnedDispatcher }
            """);
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        if (certificate is { } pair)
        {
            setup = setup.And(new DotNettySslSetup(pair.Own, suppressValidation: false, requireMutualAuthentication: true,
                customValidator: (other, _, _, _, _) => pair.Trusts(other)));
        }
        return ActorSystem.Create(SystemName, setup);
    }
}
