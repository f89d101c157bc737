using System.Text.Json;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Reports;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds cluster status HOST:PORT</c>: which workers a host has.</summary>
internal static class ClusterCommand
{
    public static Command Create()
    {
        var host = new Argument<string>("HOST:PORT") { Description = "Where the host listens." };
        var json = new Option<bool>("--json") { Description = "Prints JSON instead of text." };
        var (certificate, authority) = (ClusterOptions.Certificate(), ClusterOptions.Authority());
        var status = new Command("status", "Asks a run that listens which workers it has.")
            { host, json, certificate, authority };
        status.SetAction(async (parsed, _) =>
        {
            var address = ClusterOptions.Address("HOST:PORT", parsed.GetRequiredValue(host));
            var own = ClusterOptions.OwnAddress(address);
            var answer = await ClusterStatus.AskAsync(address, own,
                ClusterOptions.Certificates(parsed, certificate, authority, address), TimeSpan.FromSeconds(10),
                TimeProvider.System) ?? throw new UserErrorException($"no run answers at {address}.", ExitCode.Failed);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) await output.WriteLineAsync(answer);
            else Print(JsonSerializer.Deserialize<ClusterReport>(answer, JsonSerializerOptions.Web)!, output);
            return ExitCode.Ok;
        });
        return new Command("cluster", "Says how runs over several machines stand.") { status };
    }

    private static void Print(ClusterReport report, TextWriter output)
    {
        foreach (var machine in report.Machines)
        {
            var state = machine.LeftSeconds is { } left ? $"left after {HtmlTable.Text(left)} s" : "is there";
            output.WriteLine($"{machine.Name.OnOneLine()} at {machine.Address}: {machine.Workers} workers "
                + $"({string.Join(", ", machine.Roles).OnOneLine()}), round trip {HtmlTable.Text(machine.RoundTripMs ?? double.NaN)} ms, {state}");
        }
        foreach (var reason in report.Refused) output.WriteLine($"refused: {reason.OnOneLine()}");
        output.WriteLine($"{report.Machines.Count(one => one.LeftSeconds is null)} processes, {report.SentBytes} bytes sent, "
            + $"{report.ReceivedBytes} received, {report.Strangers} connections or messages not understood");
    }
}
