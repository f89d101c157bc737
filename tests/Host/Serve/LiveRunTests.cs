using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EditableDeepSC.Host.Tests.Serve;

/// <summary>Runs that a page starts, watches and opens again.</summary>
public sealed class LiveRunTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Short = """
        {
          "name": "<script>alert(1)</script>", "durationSeconds": 20, "sampleSeconds": 1,
          "cells": [{ "name": "west" }, { "name": "east", "xMetres": 500 }],
          "users": [{ "count": 5, "arrivals": { "thinkSeconds": 1 } }],
          "thresholds": ["failed < 1 %"]
        }
        """;

    [Fact]
    public async Task Run_OfAPage_IsWatchedToItsEnd_AndIsThereAgainAfterwards()
    {
        (await Order(new { text = Short })).StatusCode.Should().Be(HttpStatusCode.OK);
        var events = await Follow();
        var last = events.Last(one => one.Kind == "sample").Data;
        var end = events.Single(one => one.Kind == "end").Data;

        end.GetProperty("exitCode").GetInt32().Should().Be(0);
        end.GetProperty("thresholds")[0].GetProperty("isPassed").GetBoolean().Should().BeTrue();
        last.GetProperty("places").GetArrayLength().Should().Be(5);

        var run = (await Get("/api/runs"))[0];
        run.GetProperty("delivered").GetInt64().Should().BePositive().And.Be(last.GetProperty("delivered").GetInt64());
        var id = run.GetProperty("id").GetString();
        id.Should().Be(end.GetProperty("report").GetString());
        using var report = await server.Client.GetAsync(new Uri($"/reports/{id}", UriKind.Relative));
        (await report.Content.ReadAsStringAsync()).Should().Contain("&lt;script&gt;alert(1)").And.NotContain("<script>alert");
        report.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("sandbox allow-scripts")
            .And.Contain("default-src 'none'");
        (await Get($"/api/compare?a={id}&b={id}")).GetProperty("isSame").GetBoolean().Should().BeTrue();
    }

    /// <summary>What was scraped adds up to what the ledger says.</summary>
    [Fact]
    public async Task Metrics_OfARun_AreTheLedgersSums()
    {
        var own = new RunningServer();
        await own.InitializeAsync();
        var mine = new LiveRunTests(own);
        (await mine.Order(new { text = Short.Replace("<script>alert(1)</script>", "measured", StringComparison.Ordinal) }))
            .StatusCode.Should().Be(HttpStatusCode.OK);
        await mine.Follow();
        var run = (await mine.Get("/api/runs"))[0];
        var lines = (await own.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n');
        long Sum(string name, string label = "") => lines
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains("\"measured\"", StringComparison.Ordinal)
                && line.Contains(label, StringComparison.Ordinal)).Sum(line => long.Parse(line.Split("} ")[1].Split(' ')[0],
                    System.Globalization.CultureInfo.InvariantCulture));

        Sum("eds_request_submitted_total").Should().Be(run.GetProperty("submitted").GetInt64());
        Sum("eds_request_ended_total", "outcome=\"delivered\"").Should().Be(run.GetProperty("delivered").GetInt64());
        Sum("eds_request_duration_seconds_count").Should().Be(run.GetProperty("delivered").GetInt64());
        lines.Should().Contain(line => line.StartsWith("eds_queue_length", StringComparison.Ordinal))
            .And.Contain(line => line.StartsWith("dotnet_", StringComparison.Ordinal));
        await own.DisposeAsync();
    }

    [Theory]
    [InlineData("""{ "plugins": ["/tmp/evil.dll"] }""", "leave out 'plugins'")]
    [InlineData("""{ "plugins": ["evil"] }""", "leave out 'plugins'")]
    [InlineData("""{ "users": [{ "images": "/root" }] }""", "leave out 'images'")]
    [InlineData("""{ "sweep": { "users[0].images": ["/root"] } }""", "leave out 'images'")]
    [InlineData("""{ "sweep": { "codec": ["stub"], "plugins[0]": ["/a.dll"] } }""", "plugins")]
    [InlineData("""{ "weights": "/etc" }""", "leave out 'weights'")]
    [InlineData("""{ "calibrated": { "table": "../x.json" } }""", "leave out 'table'")]
    [InlineData("""{ "users": [{ "link": { "snr": { "type": "trace", "file": "/etc/passwd" } } }] }""", "leave out 'file'")]
    [InlineData("""{ "users": 1 }""", "your scenario(1,12)")]
    [InlineData("not JSON", "your scenario(1")]
    public async Task Start_OfAScenarioThatNamesFilesOrIsNone_IsRefused(string text, string message)
    {
        using var answer = await Order(new { text });
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(message).And.NotContain("root:");
    }

    [Theory]
    [InlineData("/reports/..%2f")]
    [InlineData("/reports/..%2f..%2fREADME.md")]
    [InlineData("/reports/%2e%2e~x")]
    [InlineData("/reports/~etc~passwd")]
    [InlineData("/api/compare?a=../x&b=../x")]
    public async Task Report_OfWhatIsNoRun_IsNotThere(string path) =>
        (await server.GetAsync(path)).Status.Should().BeOneOf(400, 404);

    private Task<HttpResponseMessage> Order(object order) => server.Client.PostAsJsonAsync("/api/live", order);

    private async Task<JsonElement> Get(string path) =>
        JsonDocument.Parse(await server.Client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    /// <summary>Every event until the end of the run; the first says how it stood.</summary>
    private async Task<List<(string Kind, JsonElement Data)>> Follow()
    {
        List<(string, JsonElement)> events = [];
        using var reader = new StreamReader(await server.Client.GetStreamAsync(new Uri("/api/live", UriKind.Relative)));
        var kind = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
            var data = JsonDocument.Parse(line[6..]).RootElement;
            if (kind == "state" && data.GetProperty("run") is { ValueKind: JsonValueKind.Object } run)
            {
                events.AddRange(run.GetProperty("samples").EnumerateArray().Select(sample => ("sample", sample)));
                if (data.GetProperty("ended") is { ValueKind: JsonValueKind.Object } ended) events.Add(("end", ended));
            }
            else
            {
                events.Add((kind, data));
            }
            if (events.Exists(one => one.Item1 == "end")) break;
        }
        return events;
    }
}
