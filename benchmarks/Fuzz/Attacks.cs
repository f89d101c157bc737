using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Benchmarks.Fuzz;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="IsForeign">Whether it comes from another site, or under another name: it must be refused.</param>
/// <param name="IsBroken">Whether it may be no HTTP at all: then the server may close without an answer.</param>
internal sealed record Attack(byte[] Bytes, bool IsForeign = false, bool IsBroken = false);

/// <summary>What the server has given names to, which hostile requests use.</summary>
internal sealed record ServedNames(string Authority, string Turn, string Upload, string Run);

/// <summary>The hostile requests of <see cref="FuzzRequests"/>, one a seed.</summary>
internal sealed partial class Attacks(ServedNames names)
{
    /// <summary>Texts that would act where they were not escaped.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>",
        "<svg/onload=alert(1)>", "'+alert(1)+'", "{{ 7 | times: 7 }}", "{% raw %}", "\u202egnp.exe",
        "a\nb: c\r\n\r\nd", "\0",
    ];

    /// <summary>A run of a twentieth of a second.</summary>
    public const string Scenario = """
        { "name": "NAME", "description": "NAME", "durationSeconds": 20, "sampleSeconds": 1,
          "cells": [{ "name": "west" }, { "name": "east", "xMetres": 500 }],
          "users": [{ "name": "NAME", "count": 3, "arrivals": { "thinkSeconds": 1 } }], "thresholds": ["failed < 1 %"] }
        """;

    private static readonly string[] Hosts =
    [
        "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "169.254.169.254", "0.0.0.0",
        "192.168.1.5:80", "[::ffff:8.8.8.8]", "[2001:db8::1]:80", "localhost@evil.example", "evil.example#localhost",
        "evil.example\\localhost", "", "xn--lcalhost-03a", "localhost.", "2130706433x", "local host",
    ];

    private static readonly string[] Sites =
    [
        "Origin: http://evil.example", "Origin: null", "Origin: https://AUTHORITY", "Origin: http://AUTHORITY/",
        "Origin: http://AUTHORITY.evil.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none", "Content-Type: text/plain", "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: application/x-www-form-urlencoded",
    ];

    private static readonly string[] PathParts =
    [
        "..", "%2e%2e", "%252e%252e", ".", "%00", "%2f", "%5c", "\\", "~", "reports", "runs", "api",
        "secret.txt", "etc", "passwd", "weights", "manifest.json", "point-001", "%c0%ae", "::$DATA", "C:", "%ff", "app.css", "*", "RUN",
        " ", "?", "#",
    ];

    /// <summary>An order that is taken, for each place that takes one.</summary>
    private static readonly (string Path, string Json)[] Orders =
    [
        ("/api/send", """
            {"turn":"TURN","snrsDb":[6],"channel":"awgn","adapter":"nearest","form":"hybrid","symbols":512,"seed":1}
            """),
        ("/api/send", """
            {"turn":"TURN","snrsDb":[-6,18],"channel":"{\"type\":\"jakes\",\"dopplerHz\":5}","adapter":"6"}
            """),
        ("/api/edit", """{"text":"make the bangs longer","portrait":3,"codec":"jecc"}"""),
        ("/api/edit", """{"text":"smile","after":"TURN","upload":"UPLOAD"}"""),
        ("/api/live", """{"name":"handover.json"}"""),
        ("/api/live/pause", """{"isPaused":true}"""), ("/api/live/stop", "{}"),
    ];

    private string[] Gets =>
    [
        "/", "/runs", "/app.css", "/runs.js", "/uplot.js", "/api/about", "/api/read?text=smile", "/api/portraits/3",
        "/api/scenarios", "/api/runs", $"/api/compare?a={names.Run}&b={names.Run}", $"/reports/{names.Run}",
        "/api/live", "/metrics", "/nothing",
    ];

    private readonly Lazy<byte[][]> bombs =
        new(() => [Claiming(0x4040), Claiming(0x7fff), Inflating(), Png.Encode(new(4000, 6000))]);

    /// <summary>The request of a seed; the same but for the names.</summary>
    public Attack Of(Mutation seed) => seed.Next(12) switch
    {
        0 => Any(seed, host: seed.Pick(Hosts)) with { IsForeign = true },
        1 => Order(seed, "", seed.Pick(Sites).Replace("AUTHORITY", names.Authority, StringComparison.Ordinal))
            with
        { IsForeign = true },
        2 => Get(seed, PathOf(seed)),
        3 => Large(seed),
        4 => Picture(seed),
        5 => Script(seed),
        6 => Get(seed, Query(seed)),
        7 => new(seed.Bytes(Any(seed).Bytes), IsBroken: true),
        8 => Any(seed, method: seed.Pick(
            ["HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "get", "X", "POST"])),
        9 => Run(seed),
        _ => Order(seed, "mutated"),
    };

    private Attack Any(Mutation seed, string? host = null, string? method = null) => seed.Next(2) == 0
        ? Request(method ?? "GET", seed.Pick(Gets), host: host) : Order(seed, "", host: host, method: method ?? "POST");

    /// <summary>An order as it is, or mutated.</summary>
    private Attack Order(Mutation seed, string how, string header = "", string? host = null, string method = "POST")
    {
        var (path, json) = seed.Pick(Orders);
        json = json.Replace("TURN", names.Turn, StringComparison.Ordinal)
            .Replace("UPLOAD", names.Upload, StringComparison.Ordinal);
        var body = Encoding.UTF8.GetBytes(how.Length == 0 || seed.Next(4) == 0 ? json : seed.Json(json));
        if (how.Length > 0 && seed.Next(4) == 0) body = seed.Bytes(body);
        return Json(path, body, header, host, method);
    }

    private Attack Json(string path, byte[] body, string header = "", string? host = null, string method = "POST") =>
        Request(method, path, (header.StartsWith("Content-Type", StringComparison.Ordinal) ? ""
            : "Content-Type: application/json\r\n") + (header.Length == 0 ? "" : $"{header}\r\n"), body, host);

    private Attack Get(Mutation seed, string path) => Request("GET", path,
        seed.Next(4) == 0 ? $"Cookie: eds-token={Uri.EscapeDataString(seed.Pick(Scripts))}\r\n" : "");

    private string PathOf(Mutation seed) =>
        seed.Pick(["/", "/reports/", "/api/portraits/", "/api/compare?a=", "//", "/./", "http://"])
        + string.Join(seed.Pick(["/", "%2f", "\\", "~", ""]),
            Enumerable.Range(0, 1 + seed.Next(6)).Select(_ => seed.Pick(PathParts)))
            .Replace("RUN", names.Run, StringComparison.Ordinal);

    private static string Query(Mutation seed) => seed.Next(4) switch
    {
        0 => $"/api/read?text={Uri.EscapeDataString(Said(seed))}",
        1 => $"/api/portraits/{seed.Pick(["", "-", "0x", "1e", "%2e", "9999999999", "%d9%a3"])}"
            + $"{seed.Next(int.MaxValue)}",
        2 => $"/api/compare?a={Uri.EscapeDataString(seed.Pick(Scripts))}&b=%00",
        _ => $"/?token={Uri.EscapeDataString(seed.Pick(Scripts))}&token=2",
    };

    private static string Said(Mutation seed) =>
        seed.Pick(["smile more ", "make ", "", "no glasses and "]) + seed.Pick(Scripts)
        + (seed.Next(5) == 0 ? new string('a', seed.Next(900)) : seed.Next(3) == 0 ? " \ud83d\ude42 longer bangs" : "");

    /// <summary>More than is taken, or than was announced.</summary>
    private Attack Large(Mutation seed) => seed.Next(10) switch
    {
        0 => Request("POST", "/api/upload", "Content-Type: image/png\r\nContent-Length: 1073741824\r\n"),
        1 => Request("POST", seed.Pick(Orders).Path, $"Content-Type: application/json\r\nContent-Length: {seed.Pick(
            ["9223372036854775807", "9223372036854775808", "-1", "1e3", "0x10", "5, 6", "+5"])}\r\n")
            with
        { IsBroken = true },
        2 => Json(seed.Pick(Orders).Path, new byte[(256 << 10) + seed.Next(2)]),
        3 => Json("/api/send", Encoding.ASCII.GetBytes(new string('[', 100_000))),
        4 => Request("GET", "/", string.Concat(Enumerable.Repeat("X-A: 1\r\n", 50 + seed.Next(100)))),
        5 => Request("GET", "/", $"X-A: {new string('a', 1 << (8 + seed.Next(9)))}\r\n"),
        6 => Request("GET", $"/{new string('a', 1 << (8 + seed.Next(7)))}"),
        7 when seed.Next(8) == 0 => Chunked(seed, 17 << 20),
        8 => Json("/api/edit", Zipped(Encoding.UTF8.GetBytes(Orders[2].Json)), "Content-Encoding: gzip"),
        _ => Chunked(seed, 300 << 10),
    };

    private Attack Chunked(Mutation seed, int size)
    {
        var head = Request("POST", "/api/upload", "Content-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n"
            + (seed.Next(4) == 0 ? "Content-Length: 5\r\n" : "")).Bytes;
        var count = seed.Next(4) == 0 ? seed.Pick(["-1", "zz", "ffffffffffffffff", "5;a=\"", ""])
            : size.ToString("x", CultureInfo.InvariantCulture);
        byte[] body = [.. Encoding.ASCII.GetBytes($"{count}\r\n"), .. new byte[size], .. "\r\n0\r\n\r\n"u8];
        return new([.. head, .. body], IsBroken: true);
    }

    private Attack Picture(Mutation seed)
    {
        var image = new RgbImage(24, 20);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 7 + seed.Next(30));
        var isPng = seed.Next(2) == 0;
        var file = seed.Next(12) == 0 ? seed.Pick(bombs.Value)
            : seed.Next(12) == 0 ? Encoding.UTF8.GetBytes(seed.Pick(Scripts))
            : seed.Bytes(isPng ? Png.Encode(image) : Jpeg.Encode(image));
        return Request("POST", "/api/upload", $"Content-Type: image/{(isPng ? "png" : "jpeg")}\r\n", file);
    }

    private Attack Script(Mutation seed)
    {
        var text = seed.Pick(Scripts);
        return seed.Next(8) switch
        {
            0 => Json("/api/edit", JsonSerializer.SerializeToUtf8Bytes(new { text = Said(seed), after = names.Turn })),
            1 => Json("/api/send", JsonSerializer.SerializeToUtf8Bytes(
                new { turn = names.Turn, snrsDb = new[] { 6 }, channel = text })),
            _ => Json("/api/live", JsonSerializer.SerializeToUtf8Bytes(new
            {
                text = Scenario.Replace("NAME", JsonEncodedText.Encode(text).ToString(), StringComparison.Ordinal),
            })),
        };
    }

    /// <summary>A mutated scenario, none that asks for much.</summary>
    private Attack Run(Mutation seed)
    {
        var text = seed.Json(Scenario);
        if (Numbers().Matches(text).Any(number => double.Parse(number.Value, CultureInfo.InvariantCulture) > 1000))
            text = Scenario;
        return Json("/api/live", JsonSerializer.SerializeToUtf8Bytes(new { text }));
    }

    private Attack Request(string method, string path, string headers = "", byte[]? body = null, string? host = null)
    {
        var head = $"{method} {path} HTTP/1.1\r\nHost: {host ?? names.Authority}\r\nConnection: close\r\n{headers}"
            + (body is null ? "" : $"Content-Length: {body.Length}\r\n") + "\r\n";
        return new([.. Encoding.Latin1.GetBytes(head), .. body ?? []]);
    }

    private static byte[] Zipped(byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new GZipStream(file, CompressionLevel.Fastest)) zip.Write(content);
        return file.ToArray();
    }

    /// <summary>A PNG that claims to have so many pixels each way.</summary>
    private static byte[] Claiming(int side)
    {
        var png = Png.Encode(new RgbImage(8, 8));
        foreach (var at in new[] { 18, 22 }) (png[at], png[at + 1]) = ((byte)(side >> 8), (byte)side);
        return Summed(png, 12, 17);
    }

    /// <summary>A PNG of 8 by 8 pixels whose data inflates to 200 MB.</summary>
    private static byte[] Inflating()
    {
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Fastest))
            for (var i = 0; i < 200; i++) zip.Write(new byte[1_000_000]);
        var png = Png.Encode(new RgbImage(8, 8));
        var deflated = data.ToArray();
        byte[] chunk = [.. Bytes(deflated.Length), .. "IDAT"u8, .. deflated, 0, 0, 0, 0];
        byte[] end = [0, 0, 0, 0, .. "IEND"u8, 0, 0, 0, 0];
        return [.. png[..33], .. Summed(chunk, 4, chunk.Length - 8), .. Summed(end, 4, 4)];
    }

    private static byte[] Summed(byte[] file, int from, int count)
    {
        var sum = System.IO.Hashing.Crc32.Hash(file.AsSpan(from, count));
        Array.Reverse(sum);
        sum.CopyTo(file, from + count);
        return file;
    }

    private static byte[] Bytes(int number) =>
        [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    [GeneratedRegex(@"\d+(\.\d+)?([eE][+-]?\d+)?")]
    private static partial Regex Numbers();
}
