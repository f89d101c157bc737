using Microsoft.AspNetCore.Http;

namespace EditableDeepSC.Host.Serve;

/// <summary>A file of the page, kept in the program.</summary>
internal sealed record PageFile(string ContentType, byte[] Content)
{
    private const string Prefix = "EditableDeepSC.Host.Serve.Pages.", Charts = "EditableDeepSC.Host.Reports.Template.uplot";

    /// <summary>All of them by their paths; the first page is /.</summary>
    public static IReadOnlyDictionary<string, PageFile> All { get; } = typeof(PageFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith(Charts, StringComparison.Ordinal))
        .ToDictionary(PathOf, Read);

    public Task WriteAsync(HttpResponse response)
    {
        response.ContentType = ContentType;
        return response.Body.WriteAsync(Content).AsTask();
    }

    private static string PathOf(string name) => name[(name.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix.Length : Charts.Length - "uplot".Length)..] switch
    {
        "index.html" => "/",
        var page when page.EndsWith(".html", StringComparison.Ordinal) => $"/{page[..^5]}",
        var file => $"/{file}",
    };

    private static PageFile Read(string name)
    {
        using var stream = typeof(PageFile).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return new(Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/plain; charset=utf-8",
        }, content.ToArray());
    }
}
