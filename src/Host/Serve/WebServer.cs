using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace EditableDeepSC.Host.Serve;

/// <summary>The local page: its files are in the program, nothing is read from a folder of pages.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>Largest body of a request, a picture.</summary>
    public const int MostUploadBytes = 16 << 20;

    private const int MostJsonBytes = 256 << 10, MostConnections = 200, RequestsAtOnce = 300, RequestsASecond = 60;

    /// <summary>A report has all in its one file, asks for nothing, and cannot reach this server's pages.</summary>
    private const string ReportPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts";

    private const long FirstPortrait = 3;
    private const string FirstSentence = "make the bangs a little longer";

    private static readonly JsonSerializerOptions Strict =
        new(JsonOutput.Strict) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly ServeOptions options;
    private readonly WebApplication app;
    private readonly ComputeThread networks = new("playground"), quick = new("reader");
    private readonly Lazy<Playground> playground;
    private readonly Lazy<RequestReader> reader;
    private readonly PastRuns past;
    private readonly LiveRuns live;

    /// <param name="options">Where it listens, and what it may do.</param>
    /// <param name="error">Gets the program's own mistakes.</param>
    /// <param name="live">The run that pages watch; by default they start their own.</param>
    public WebServer(ServeOptions options, TextWriter error, LiveRuns? live = null)
    {
        this.options = options;
        this.live = live ?? new(options.Runs, options.Device, TimeProvider.System);
        past = new(options.Runs);
        playground = new(() => new Playground(options.Weights, options.Device, options.Registry));
        reader = new(() => RequestReader.Load(options.Weights));
        // Empty: no settings from files or the environment, no pages from a folder, no log.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Address, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostUploadBytes;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
        });
        builder.Services.AddRoutingCore().AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
                RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress ?? IPAddress.None, _ => new()
                {
                    TokenLimit = RequestsAtOnce,
                    TokensPerPeriod = RequestsASecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                }));
        });
        AddMetrics(builder.Services);
        app = builder.Build();
        app.Use((context, next) => new RequestGuard(options, error).InvokeAsync(context, () => next(context)));
        app.UseRateLimiter();
        app.UseRouting();
        Map();
    }

    /// <summary>Where it can be reached, once it has started.</summary>
    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Begins to listen.</summary>
    public async Task StartAsync()
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException problem) when (problem.InnerException is AddressInUseException)
        {
            throw new UserErrorException(
                $"port {options.Port} is taken, perhaps by another './eds serve'; give another with --port.", ExitCode.PortTaken);
        }
    }

    /// <summary>Makes the first picture before somebody asks for it.</summary>
    public void WarmUp() =>
        networks.RunAsync(() => playground.Value.Edit(new(FirstSentence, FirstPortrait)), CancellationToken.None);

    public Task RunAsync(CancellationToken cancellation) => app.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync();
        await app.DisposeAsync();
        networks.Dispose();
        quick.Dispose();
        if (playground.IsValueCreated) playground.Value.Dispose();
        if (reader.IsValueCreated) reader.Value.Dispose();
    }

    private void Map()
    {
        foreach (var (path, file) in PageFile.All) app.MapGet(path, context => file.WriteAsync(context.Response));
        app.MapGet("/api/about", context => JsonAsync(context, About()));
        app.MapGet("/api/read", async context =>
        {
            var text = context.Request.Query["text"].ToString();
            if (text.Length > 500) throw new UserErrorException("that is too long for a sentence.");
            await JsonAsync(context, await quick.RunAsync(
                () => Playground.ReadingOf(reader.Value.Read(text)), context.RequestAborted));
        });
        app.MapGet($"/api/portraits/{{number:range(0,{TransmissionId.MaxValue})}}", async (HttpContext context, long number) =>
        {
            var png = await quick.RunAsync(
                () => Png.Encode(ImageTensors.ToImage(SendOptions.Drawn(number))), context.RequestAborted);
            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(png);
        });
        app.MapPost("/api/upload", async context =>
        {
            var (file, gone) = (await BodyAsync(context, MostUploadBytes), context.RequestAborted);
            var picture = await quick.RunAsync(() => ImageFile.Decode(file, Playground.Limits), gone);
            await JsonAsync(context, await networks.RunAsync(() => playground.Value.Upload(picture), gone));
        });
        app.MapPost("/api/edit", context => ComputedAsync<EditOrder>(context, order => playground.Value.Edit(order)));
        app.MapPost("/api/send", context => ComputedAsync<SendOrder>(context, order => playground.Value.Send(order)));
        app.MapGet("/api/scenarios", context => JsonAsync(context, ScenarioLibrary.List()));
        app.MapGet("/api/runs", context => JsonAsync(context, past.List()));
        app.MapGet("/api/compare", context => JsonAsync(context, past.Compare(
            context.Request.Query["a"].ToString(), context.Request.Query["b"].ToString())));
        app.MapGet("/reports/{id}", async (HttpContext context, string id) =>
        {
            context.Response.Headers.ContentSecurityPolicy = ReportPolicy;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.SendFileAsync(past.Report(id));
        });
        app.MapGet("/api/live", async context =>
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted, app.Lifetime.ApplicationStopping);
            await live.Feed.FollowAsync(context.Response, () => live.State, end.Token);
        });
        app.MapPost("/api/live", context => OrderedAsync<RunOrder>(context, order =>
        {
            if (order.Name is null == order.Text is null) throw new UserErrorException("name a scenario or send one.");
            live.Start(order.Name is { } name ? ScenarioLibrary.Shipped(name) : ScenarioLibrary.Of(order.Text!));
        }));
        app.MapPost("/api/live/pause", context => OrderedAsync<PauseOrder>(context, order => live.Pause(order.IsPaused)));
        app.MapPost("/api/live/stop", context => OrderedAsync<StopOrder>(context, _ => live.Stop()));
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapFallback(_ => throw new ServeException(StatusCodes.Status404NotFound, "there is nothing here."));
    }

    /// <summary>Of runs, requests and .NET itself; sent by OTLP too where OTEL_EXPORTER_OTLP_ENDPOINT says where to.</summary>
    private static void AddMetrics(IServiceCollection services) => services.AddMetrics().AddOpenTelemetry().WithMetrics(metrics =>
    {
        metrics.ConfigureResource(resource => resource.AddService("eds"))
            .AddMeter(RunMeters.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0);
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }) metrics.AddOtlpExporter();
    });

    private object About() => new
    {
        version = typeof(WebServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
            .Split('+')[0],
        options.Device,
        adapterSnrsDb = AdapterSet.SnrsOf(options.Weights),
        choices = Playground.Choices(options.Weights),
        channels = options.Registry.Channels.Modules.Select(ChannelModules.AsJson),
        first = new { portrait = FirstPortrait, text = FirstSentence },
    };

    private async Task ComputedAsync<TOrder>(HttpContext context, Func<TOrder, object> job)
    {
        var order = await OrderOf<TOrder>(context);
        await JsonAsync(context, await networks.RunAsync(() => job(order), context.RequestAborted));
    }

    private static async Task OrderedAsync<TOrder>(HttpContext context, Action<TOrder> job)
    {
        job(await OrderOf<TOrder>(context));
        await JsonAsync(context, new { });
    }

    private static async Task<TOrder> OrderOf<TOrder>(HttpContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<TOrder>(await BodyAsync(context, MostJsonBytes), Strict)
                ?? throw new UserErrorException("the request is empty.");
        }
        catch (JsonException mistake)
        {
            throw new UserErrorException($"the request is not as expected: {mistake.Plain()}");
        }
    }

    private static async Task<byte[]> BodyAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most)
            throw new ServeException(StatusCodes.Status413PayloadTooLarge, $"that is more than {most >> 10} KiB.");
        using var body = new MemoryStream();
        var part = new byte[1 << 16];
        while (await PartAsync(context, part) is > 0 and var count)
        {
            if (body.Length + count > most)
                throw new ServeException(StatusCodes.Status413PayloadTooLarge, $"that is more than {most >> 10} KiB.");
            await body.WriteAsync(part.AsMemory(0, count), context.RequestAborted);
        }
        return body.ToArray();
    }

    /// <summary>Kestrel throws a plain IOException where chunks are broken.</summary>
    private static async Task<int> PartAsync(HttpContext context, byte[] part)
    {
        try
        {
            return await context.Request.Body.ReadAsync(part, context.RequestAborted);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new ServeException(StatusCodes.Status400BadRequest, "the body of the request is broken.");
        }
    }

    private static Task JsonAsync(HttpContext context, object answer) =>
        context.Response.WriteAsJsonAsync(answer, answer.GetType(), JsonOutput.Line);
}
