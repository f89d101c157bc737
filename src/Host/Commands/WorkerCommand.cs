using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds worker</c>: computes for a run on this or another machine.</summary>
internal sealed class WorkerCommand : Command
{
    private static readonly string[] KnownRoles = ["encode", "decode"];

    private readonly Option<string?> join = new("--join") { Description = "Where the host listens.", HelpName = "HOST:PORT" };
    private readonly Option<string> roles =
        DefaultOption.Of("--roles", "encode,decode", "What it does: encode, decode or both.");
    private readonly Option<string> devices =
        DefaultOption.Of("--devices", "auto", "Where it computes, such as cuda:0,cuda:1; worker i takes one of them.");
    private readonly Option<int> threads =
        DefaultOption.Of("--threads", 1, "Workers of each role, each with a thread and models of its own.");
    private readonly Option<string?> address = new("--address")
    {
        Description = "Its own address as the host reaches it; by default found on the way to the host.",
        HelpName = "HOST:PORT",
    };
    private readonly Option<double> patience =
        FiniteNumber.Option("--patience", 60, "Seconds that it waits for a host, at first and where it lost one.");
    private readonly Option<bool> forever = new("--forever") { Description = "Waits for hosts and works until it is stopped." };
    private readonly Option<DirectoryInfo> weights = WeightsOption.Create();
    private readonly Option<string?> certificate = ClusterOptions.Certificate();
    private readonly Option<string?> authority = ClusterOptions.Authority();

    public WorkerCommand() : base("worker", "Computes for a run that listens with --listen, on this or another machine.")
    {
        foreach (var option in new Option[]
            { join, roles, devices, threads, address, patience, forever, weights, certificate, authority }) Options.Add(option);
        Add(CertificateCommand());
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var host = ClusterOptions.Address("--join", parsed.GetValue(join)
            ?? throw new UserErrorException("--join is missing: give the HOST:PORT that the host listens on."));
        string[] does = [.. parsed.GetValue(roles)!.Split(',', StringSplitOptions.TrimEntries).Distinct()];
        if (does.FirstOrDefault(role => !KnownRoles.Contains(role)) is { } unknown)
            throw new UserErrorException($"there is no role '{unknown}'; give encode, decode or encode,decode.");
        if (parsed.GetValue(threads) is < 1 or > 256)
            throw new UserErrorException($"--threads is {parsed.GetValue(threads)}; give 1 to 256.");
        var own = parsed.GetValue(address) is { } given
            ? ClusterOptions.Address("--address", given) : ClusterOptions.OwnAddress(host);
        var folder = parsed.GetValue(weights)!;
        var options = new WorkerOptions(host, own, ClusterOptions.Card(WeightsOf(folder)) with
        {
            Codecs = ["stub", "jecc", .. BaselineScheme.All.Select(scheme => scheme.Name)],
            Roles = does,
            Threads = parsed.GetValue(threads),
        })
        {
            Certificate = ClusterOptions.Certificates(parsed, certificate, authority, host, own),
            Devices = [.. parsed.GetValue(devices)!.Split(',').Select(DeviceOption.NameOf)],
            Patience = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(patience), 0, 1e6)),
            IsForever = parsed.GetValue(forever),
        };
        var error = parsed.InvocationConfiguration.Error;
        var (end, reason) = await WorkerProcess.RunAsync(options, description => RemoteCodec.Make(description, folder),
            said => error.WriteLine($"eds: {said.OnOneLine()}"), TimeProvider.System, cancellation);
        var prefix = end == WorkerEnd.Refused ? "the host refused this worker: " : "";
        await error.WriteLineAsync($"eds: {prefix}{reason.OnOneLine()}");
        return end switch
        {
            WorkerEnd.Done or WorkerEnd.More => ExitCode.Ok,
            WorkerEnd.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Failed,
        };
    }

    /// <summary>All files that the folder's manifest lists; none where there is no such folder, as a stub needs none.</summary>
    private static IReadOnlyList<WeightsFileEntry> WeightsOf(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, WeightsManifest.FileName)) ? WeightsManifest.Load(folder.FullName).Files : [];

    private static Command CertificateCommand()
    {
        var folder = new Option<string>("--out") { Description = "A new or empty folder for the files.", Required = true };
        var names = DefaultOption.Of("--names", "host,worker", "One certificate for each name.");
        var command = new Command("certificate", "Makes an authority and certificates for a try of TLS; valid for 30 days.")
            { folder, names };
        command.SetAction(parsed =>
        {
            using var made = OutputFolder.Create(parsed.GetRequiredValue(folder));
            foreach (var file in TrialCertificates.Write(made.Path, parsed.GetValue(names)!.Split(',')))
                parsed.InvocationConfiguration.Output.WriteLine(file.OnOneLine());
        });
        return command;
    }
}

/// <summary>Certificates that a new authority signs; its key is not kept.</summary>
internal static class TrialCertificates
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    /// <summary>authority.pem and a NAME.pfx each, readable by their owner alone.</summary>
    public static IReadOnlyList<string> Write(string folder, IEnumerable<string> names)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=EditableDeepSC trial authority", rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var now = TimeProvider.System.GetUtcNow();
        using var root = request.CreateSelfSigned(now.AddMinutes(-5), now + Validity);
        var authority = Path.Combine(folder, "authority.pem");
        File.WriteAllText(authority, root.ExportCertificatePem() + "\n");
        return [authority, .. names.Select(name => Issue(folder, name, root, now))];
    }

    private static string Issue(string folder, string name, X509Certificate2 root, DateTimeOffset now)
    {
        if (name.Length == 0 || name != Path.GetFileName(name))
            throw new UserErrorException($"'{name}' is not a name for a certificate; give plain words with commas between.");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false)); // server and client
        using var issued = request.Create(root, now.AddMinutes(-5), now + Validity, RandomNumberGenerator.GetBytes(16));
        using var pair = issued.CopyWithPrivateKey(key);
        var path = Path.Combine(folder, name + ".pfx");
        var mine = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) mine.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, mine);
        file.Write(pair.Export(X509ContentType.Pfx));
        return path;
    }
}
