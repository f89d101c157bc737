using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Tests.Machines;

namespace EditableDeepSC.Benchmarks.Machines;

/// <summary>
/// Five kinds of hostile connections to a host that works: without a certificate, plain text, random bytes, a frame of
/// 2 GiB, and messages of types that nobody knows, the last two by somebody who has a certificate.
/// </summary>
internal static class ClusterStrangers
{
    private const int Requests = 2000, Batch = 50;

    internal static int Run(int connections)
    {
        var end = new IPEndPoint(Fleet.OwnAddress, Fleet.FreePort());
        using var fleet = new Fleet { Address = end.ToString(), IsSecret = true };
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(fleet.KeyFile("worker.pfx"), null);
        var host = fleet.Host(ClusterFaults.Scenario("stub", Requests), 2);
        var workers = new[] { fleet.Worker(), fleet.Worker() };
        if (!host.WaitFor(() => host.Delivered > 50)) return ClusterFaults.Failed(host);
        Action<int>[] kinds =
        [
            _ => Greet(end, null, _ => { }),
            _ => Write(end, "GET / HTTP/1.1\r\nHost: eds\r\n\r\n"u8.ToArray()),
            number => Write(end, Noise(number)),
            number => Greet(end, certificate, stream => stream.Write([0xff, 0xff, 0xff, 0x7f, .. Noise(number)])),
            _ => Befriend(end, certificate),
        ];
        List<double> memory = [host.ResidentMiB];
        foreach (var some in Enumerable.Range(0, connections).Chunk(Math.Max(1, connections / 10)))
        {
            if (host.IsOver) break;
            Parallel.ForEach(some, new ParallelOptions { MaxDegreeOfParallelism = 10 }, i => kinds[i % kinds.Length](i));
            memory.Add(host.ResidentMiB);
        }
        var isThere = !host.IsOver;
        var isRight = host.Wait() == 0 && isThere && ClusterFaults.IsWhole(host, Requests, Requests);
        foreach (var worker in workers) isRight &= worker.Wait() == 0;
        var strangers = host.Summary.GetProperty("cluster").GetProperty("strangers").GetInt64();
        Console.WriteLine($"strangers: {connections} connections; host's resident memory, MiB: {string.Join(", ", memory.Select(one => $"{one:F0}"))}; "
            + $"{strangers} counted; {ClusterFaults.Balance(host)}");
        return isRight && strangers >= connections && memory[^1] < memory[1] + Batch ? 0 : ClusterFaults.Failed(host);
    }

    private static byte[] Noise(int number)
    {
        var bytes = new byte[1000];
        var key = new PhiloxKey(new Seed(1), StreamPurpose.Faults, default, new TransmissionId(number));
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(256 * key.Uniform((uint)i));
        return bytes;
    }

    /// <summary>Sends bytes without TLS, and waits until the host hangs up or 2 s are over.</summary>
    private static void Write(IPEndPoint host, byte[] bytes)
    {
        using var client = new TcpClient();
        client.Connect(host);
        using var stream = client.GetStream();
        stream.Write(bytes);
        Listen(stream);
    }

    /// <summary>Shakes hands by TLS, with a certificate or without.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "It plays a stranger, who trusts anybody.")]
    private static void Greet(IPEndPoint host, X509Certificate2? certificate, Action<Stream> talk)
    {
        using var client = new TcpClient();
        client.Connect(host);
        using var stream = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        try
        {
            stream.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = "host",
                ClientCertificates = certificate is null ? null : [certificate],
            });
            talk(stream);
            Listen(stream);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // as it should be
        }
    }

    private static void Listen(Stream stream)
    {
        stream.ReadTimeout = 2000;
        try
        {
            var buffer = new byte[4096];
            while (stream.Read(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // hung up, or silent for 2 s
        }
    }

    /// <summary>A node with a certificate, which sends the reception objects by the names of their types.</summary>
    private static void Befriend(IPEndPoint host, X509Certificate2 certificate)
    {
        var config = ConfigurationFactory.ParseString($$"""
            akka { loglevel = OFF, stdout-loglevel = OFF, actor.provider = remote
              remote.dot-netty.tcp { hostname = "{{host.Address}}", port = 0, enable-ssl = on } }
            """);
        using var system = ActorSystem.Create("stranger", BootstrapSetup.Create().WithConfig(config).And(
            new DotNettySslSetup(certificate, suppressValidation: false, requireMutualAuthentication: true, customValidator: (_, _, _, _, _) => true)));
        try
        {
            var reception = system.ActorSelection($"akka.ssl.tcp://eds@{host}/user/reception")
                .ResolveOne(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
            reception.Tell("words");
            reception.Tell(new Uri("http://unknown"));
            reception.Ask(new Version(1, 2), TimeSpan.FromSeconds(0.3)).GetAwaiter().GetResult();
        }
        catch (Exception silence) when (silence is AskTimeoutException or ActorNotFoundException)
        {
            // nobody answers, as it should be; the host counts who was there
        }
        system.Terminate().Wait();
    }
}
