using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Models.Weights;
using TorchSharp;

namespace EditableDeepSC.Host.Commands;

/// <summary>What the verbs that reach other machines have in common: addresses, certificates, what a process is.</summary>
internal static class ClusterOptions
{
    private const string PasswordVariable = "EDS_CERTIFICATE_PASSWORD";

    public static Option<string?> Certificate() => new("--certificate")
    {
        Description = "The certificate of this process with its key, a .pfx file; needed where an address is not loopback. "
            + $"{PasswordVariable} has its password.",
    };

    public static Option<string?> Authority() => new("--authority")
    {
        Description = "The certificate of the authority that all processes' certificates come from, a .pem file.",
    };

    /// <summary>The address of HOST:PORT.</summary>
    public static NodeAddress Address(string option, string text) => NodeAddress.Parse(text)
        ?? throw new UserErrorException($"{option} is '{text}'; give HOST:PORT, such as 127.0.0.1:4053.");

    /// <summary>The certificates given; null on loopback, where none are needed.</summary>
    public static NodeCertificate? Certificates(
        ParseResult parsed, Option<string?> certificate, Option<string?> authority, params NodeAddress[] addresses)
    {
        var (own, root) = (parsed.GetValue(certificate), parsed.GetValue(authority));
        if (own is null && root is null)
        {
            if (addresses.FirstOrDefault(address => !address.IsLoopback) is not { } open) return null;
            throw new UserErrorException($"{open} can be reached by others: give --certificate and --authority "
                + "('./eds worker certificate' makes a set for a try).");
        }
        if (own is null || root is null) throw new UserErrorException("--certificate and --authority go together.");
        try
        {
            var pair = new NodeCertificate(
                X509CertificateLoader.LoadPkcs12FromFile(own, Environment.GetEnvironmentVariable(PasswordVariable)),
                X509CertificateLoader.LoadCertificateFromFile(root));
            return pair.Trusts(pair.Own) ? pair
                : throw new UserErrorException($"'{own}' does not come from '{root}', or is not valid now.");
        }
        catch (CryptographicException problem)
        {
            throw new UserErrorException($"'{own}' or '{root}' cannot be read: {problem.Message}");
        }
    }

    /// <summary>This machine's address on the way to a host.</summary>
    public static NodeAddress OwnAddress(NodeAddress host)
    {
        if (host.IsLoopback) return new NodeAddress(host.Host == "localhost" ? "127.0.0.1" : host.Host, 0);
        try
        {
            using var way = new UdpClient(host.Host, Math.Max(1, host.Port)); // sends nothing
            return new NodeAddress(((IPEndPoint)way.Client.LocalEndPoint!).Address.ToString(), 0);
        }
        catch (SocketException problem)
        {
            throw new UserErrorException($"{host} cannot be reached: {problem.Message}", ExitCode.Failed);
        }
    }

    /// <summary>What this process is.</summary>
    public static ProcessCard Card(IEnumerable<WeightsFileEntry> weights) => new(
        typeof(ClusterOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        weights.ToDictionary(file => file.File, file => file.Sha256),
        $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(fieldCount: 3)}, "
            + (Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2"))
    {
        Name = $"{Environment.MachineName}-{Environment.ProcessId}",
    };
}
