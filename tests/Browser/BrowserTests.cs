using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Tests.Serve;
using EditableDeepSC.Models.Pictures;
using Microsoft.Playwright;

namespace EditableDeepSC.Browser.Tests;

/// <summary>
/// The pages in a real browser, at the width of a desk and of a telephone: every control does what it says, nothing
/// stands in the console, axe finds nothing serious. With EDS_SCREENSHOTS=FOLDER it leaves pictures there.
/// </summary>
public sealed partial class BrowserTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    private const float Patience = 300_000;
    private const string Evil = "<img src=x onerror=alert(1)> smile more";

    private readonly List<string> complaints = [];
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public static TheoryData<int, ColorScheme> Screens => new() { { 1280, ColorScheme.Light }, { 390, ColorScheme.Dark } };

    public async Task InitializeAsync()
    {
        if (BrowserTheoryAttribute.Chromium is not { } chromium) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (browser is null) return;
        await browser.CloseAsync();
        playwright.Dispose();
    }

    [BrowserTheory]
    [MemberData(nameof(Screens))]
    public async Task Playground_EveryControl_DoesWhatItSays(int width, ColorScheme colours)
    {
        var page = await OpenAsync($"http://{server.Host}/", width, colours);
        await page.Locator("#strip li").Nth(4).WaitForAsync();
        await Shown(page, "#received", "Received at 6 dB");
        await ShootAsync(page, $"playground-{width}", width > 600 ? 1270 : 2700);

        await page.Locator("#snr").FillAsync("-3");
        await Shown(page, "#received", "Received at -3 dB");
        await page.Locator("#strip button").Last.ClickAsync();
        await Shown(page, "#received", "Received at 18 dB");
        foreach (var (control, value, command) in new[]
        {
            ("#channel", "rayleigh", "--channel rayleigh"), ("#form", "conditioned", "--form conditioned"),
            ("#form", "linear", "--form linear"),
            ("#symbols", "128", "--symbols 128"), ("#adapter", "6", "--adapter=6"),
        })
        {
            await page.Locator(control).SelectOptionAsync(value);
            await Says(page, "#command", command);
        }
        await page.Locator("#seed").FillAsync("7");
        await page.Locator("#seed").BlurAsync();
        await Says(page, "#command", "--seed 7");

        await page.Locator("#text").FillAsync(Evil);
        await page.Locator("#reading").GetByText("understood").WaitForAsync();
        await page.Locator("#edit").ClickAsync();
        await Says(page, "#command", "onerror");
        await page.Locator("#more").ClickAsync();
        await page.Locator("#examples button").Nth(2).ClickAsync();
        await Says(page, "#dialog", "2. a long beard, please");
        await page.Locator("#restart").ClickAsync();
        await page.Locator("#dialog li").Nth(1).WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.Locator("#codec").SelectOptionAsync("talk2edit+jpeg-ldpc");
        await Says(page, "#command", "--codec talk2edit+jpeg-ldpc --lite");
        await page.Locator("#strip li").Nth(4).WaitForAsync();
        foreach (var (part, isThere) in new[]
        {
            ("#edited", true), ("#strip", true), ("#inverted", false), ("#form", false), ("#adapter", false),
        })
            (await page.Locator(part).IsVisibleAsync()).Should().Be(isThere, part);
        await ShootAsync(page, $"baseline-{width}");
        await page.Locator("#codec").SelectOptionAsync("jecc");
        await Says(page, "#command", "--form linear");

        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "<b>face.png",
            MimeType = "image/png",
            Buffer = Png.Encode(new RgbImage(90, 50)),
        });
        await Shown(page, "#original", "Original: your photo");
        await page.Locator("#faces button").Nth(1).ClickAsync();
        await Shown(page, "#original", "Original: portrait 0");

        await CheckAsync(page);
    }

    [BrowserTheory]
    [MemberData(nameof(Screens))]
    public async Task Runs_StartedWatchedComparedAndReported_ToTheEnd(int width, ColorScheme colours)
    {
        var page = await OpenAsync($"http://{server.Host}/runs", width, colours);
        await page.Locator("#past tbody, #past caption").WaitForAsync();
        for (var i = 0; i < 2; i++)
        {
            var before = await page.Locator("#past tbody tr").CountAsync();
            await page.Locator("#scenario").SelectOptionAsync("handover.json");
            if (!await page.Locator("#text").IsVisibleAsync()) await page.Locator("#own summary").ClickAsync();
            await page.Locator("#text").FillAsync((await page.Locator("#text").InputValueAsync())
                .Replace("[0, 3, 9]", "[3]", StringComparison.Ordinal)
                .Replace("\"name\": \"handover\"", $"\"name\": \"{Evil}\"", StringComparison.Ordinal));
            await page.Locator("#start").ClickAsync();
            await page.Locator("#past tbody tr").Nth(before).WaitForAsync();
        }
        await Says(page, "#verdict", "report");
        await page.Locator("#text").FillAsync("""
            { "name": "long", "durationSeconds": 10000000, "events": { "every": 100000 },
              "users": [{ "arrivals": { "thinkSeconds": 1 } }] }
            """);
        await page.Locator("#start").ClickAsync();
        await page.Locator("#pause").ClickAsync();
        await Says(page, "#verdict", "paused");
        await page.Locator("#pause").GetByText("Go on").ClickAsync();
        await Says(page, "#verdict", "running");
        await page.Locator("#stop").ClickAsync();
        await Says(page, "#verdict", "stopped");
        await Says(page, "#past tbody tr:first-child", "long");

        await page.Locator("#past input").Nth(1).CheckAsync();
        await page.Locator("#past input").Nth(2).CheckAsync();
        await page.Locator("#compare").ClickAsync();
        await Says(page, "#comparison", "The fingerprints are equal");
        await ShootAsync(page, $"runs-{width}");
        await CheckAsync(page);

        await page.Locator("#past a").Nth(1).ClickAsync();
        await page.Locator(".uplot").First.WaitForAsync();
        await ShootAsync(page, $"report-{width}");
        await CheckAsync(page);
        await PrintsAsync(page, $"report-{width}");
    }

    [BrowserTheory]
    [MemberData(nameof(Screens))]
    public async Task Report_OpenedOffline_AsksForNothing_AndPrintsItsSummary(int width, ColorScheme colours)
    {
        var file = Path.Combine(server.Runs, $"page-{width}.html");
        object?[][] rows = [.. Enumerable.Range(0, 40)
            .Select(i => new object?[] { "latency of the group on the way: p(95) < 3 s", i })];
        var report = new ReportPage("page") { Verdict = ("40 thresholds broken", false) };
        foreach (var title in new[] { "Balance", "Thresholds", "Latency", "Quality" })
            report.Heading(title).Paragraph($"{rows[0][0]}, {rows[1][0]}, {rows[2][0]}").Table(["of", "n"], rows)
                .Table(["of", "n"], rows);
        await File.WriteAllTextAsync(file, report.OffPaper(more => more.Table(["of", "n"], rows).Chart(
            new ReportChart("Queues", "time, s", "waiting").Add("encoders", [(0, 1), (1, 2)]))).Html());
        List<string> asked = [];
        var page = await OpenAsync("about:blank", width, colours);
        await page.Context.SetOfflineAsync(true);
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync($"file://{file}");
        await page.Locator(".uplot").WaitForAsync();
        asked.Should().Equal($"file://{file}");
        await CheckAsync(page);
        await PrintsAsync(page, $"paper-{width}");
    }

    /// <summary>The summary on one sheet (Letter, the shorter), all of it on more.</summary>
    private static async Task PrintsAsync(IPage page, string name)
    {
        var folder = Environment.GetEnvironmentVariable("EDS_SCREENSHOTS");
        var path = string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, $"{name}.pdf");
        Sheets(await page.PdfAsync(new() { Path = path })).Should().Be(1);
        await page.Locator("#all").CheckAsync();
        Sheets(await page.PdfAsync()).Should().BeGreaterThan(1);

        static int Sheets(byte[] pdf) => Sheet().Count(Encoding.Latin1.GetString(pdf));
    }

    private async Task<IPage> OpenAsync(string address, int width, ColorScheme colours)
    {
        var page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width > 600 ? 900 : 844 },
            ColorScheme = colours,
            BypassCSP = false,
        });
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Dialog += (_, dialog) => complaints.Add($"a script ran: {dialog.Message}");
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Nothing serious for axe, nothing wider than the screen, nothing in the console.</summary>
    private async Task CheckAsync(IPage page)
    {
        var found = await page.RunAxe();
        found.Violations.Where(one => one.Impact is "serious" or "critical")
            .Select(one => $"{one.Id}: {string.Join("; ", one.Nodes.Take(3).Select(node => node.Html))}").Should().BeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).Should().BeLessThanOrEqualTo(0);
        complaints.Should().BeEmpty();
    }

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Sheet();

    private static Task Shown(IPage page, string picture, string name) =>
        page.Locator($"{picture}[alt^='{name}']").WaitForAsync();

    private static Task Says(IPage page, string place, string text) =>
        page.Locator(place, new() { HasText = text }).WaitForAsync();

    private static async Task ShootAsync(IPage page, string name, int? height = null)
    {
        if (Environment.GetEnvironmentVariable("EDS_SCREENSHOTS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(folder, $"{name}.png"),
            FullPage = true,
            Clip = height is { } cut
            ? new() { Width = page.ViewportSize!.Width, Height = cut } : null
        });
    }
}
