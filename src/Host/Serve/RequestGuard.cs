using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Pictures;
using Microsoft.AspNetCore.Http;

namespace EditableDeepSC.Host.Serve;

/// <summary>
/// What stands between a browser and the program: who may ask (host, origin, token), what a page may load, and how a
/// mistake is answered.
/// </summary>
internal sealed class RequestGuard(ServeOptions options, TextWriter error)
{
    private const string Cookie = "eds-token";

    /// <summary>A page loads what this server has, and nothing else; no other page frames it.</summary>
    private const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: "
        + "blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly byte[]? token = options.Token is { } text ? Digest(text) : null;

    [SuppressMessage("Design", "CA1031", Justification = "The last place: every mistake becomes an answer.")]
    public async Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        try
        {
            CheckHost(context.Request);
            CheckOrigin(context.Request);
            if (IsLogin(context)) return;
            CheckToken(context.Request);
            await next();
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            context.Abort(); // nobody is left to hear of it, or what was begun cannot be mended
        }
        catch (Exception problem)
        {
            await AnswerAsync(context, problem);
        }
    }

    /// <summary>A name that another site has pointed here (DNS rebinding) is not one of ours.</summary>
    private void CheckHost(HttpRequest request)
    {
        var host = request.Host.Host.Trim('[', ']');
        var isOurs = IPAddress.TryParse(host, out var address)
            ? IPAddress.IsLoopback(address) || !IPAddress.IsLoopback(options.Address)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (options.Token is not null && host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase));
        if (!isOurs) throw new ServeException(StatusCodes.Status421MisdirectedRequest, "this server has another name.");
    }

    /// <summary>What changes something comes from our own pages, as the browser says, and is of a kind no form sends.</summary>
    private static void CheckOrigin(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return;
        var (origin, site) = (request.Headers.Origin.ToString(), request.Headers["Sec-Fetch-Site"].ToString());
        if ((origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}") || site is not ("" or "same-origin"))
            throw new ServeException(StatusCodes.Status403Forbidden, "another site's page may not ask for this.");
        var type = request.ContentType?.Split(';')[0].Trim();
        if (type is not ("application/json" or "image/png" or "image/jpeg"))
            throw new ServeException(StatusCodes.Status415UnsupportedMediaType, "send JSON, a PNG or a JPEG.");
    }

    /// <summary>A first visit with ?token=... keeps it in a cookie and drops it from the address.</summary>
    private bool IsLogin(HttpContext context)
    {
        if (token is null || !Matches(context.Request.Query["token"])) return false;
        context.Response.Cookies.Append(Cookie, options.Token!,
            new() { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
        context.Response.Redirect("/");
        return true;
    }

    private void CheckToken(HttpRequest request)
    {
        var bearer = request.Headers.Authorization.ToString().Split("Bearer ")[^1];
        if (token is null || Matches(request.Cookies[Cookie]) || Matches(bearer)) return;
        throw new ServeException(StatusCodes.Status401Unauthorized, "open this page with ?token=... once.");
    }

    private bool Matches(string? given) =>
        given is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Digest(given), token);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>The user's mistakes in words; of the program's own nothing but that it is one.</summary>
    private async Task AnswerAsync(HttpContext context, Exception problem)
    {
        var (status, message) = problem switch
        {
            ServeException refused => (refused.Status, refused.Message),
            BadHttpRequestException bad => (bad.StatusCode, "the request is too large or not HTTP."),
            UserErrorException or ImageException or ChannelOptionException or ScenarioException
                or Models.Codecs.CalibrationException =>
                (StatusCodes.Status400BadRequest, problem.Message),
            _ => (StatusCodes.Status500InternalServerError, "this program made a mistake; its terminal says more."),
        };
        if (status >= 500) await error.WriteLineAsync($"eds: {context.Request.Path.ToString().OnOneLine()}: {problem}");
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error = message.OnOneLine() }, JsonOutput.Line);
    }
}
