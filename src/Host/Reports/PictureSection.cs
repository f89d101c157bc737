using System.Globalization;
using System.Text;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Reports;

/// <summary>Original, sent and received pictures of a report, inlined; left out where there are none.</summary>
internal static class PictureSection
{
    private const int JpegQuality = 90;

    public static string Html(PictureAlbum album)
    {
        var rows = string.Concat(album.Samples.Select(record => Row(record, album)));
        return rows.Length == 0 ? "" : "<h2>Pictures</h2><p>A fixed choice of transmissions, at most two for each " +
            "SNR band; lossless files are in <code>images/</code>.</p><table class=\"pictures\"><tr><th>original</th>" +
            $"<th>sent</th><th>received</th><th>transmission</th></tr>{rows}</table>";
    }

    private static string Row(TransmissionRecord record, PictureAlbum album)
    {
        var row = new StringBuilder("<tr>");
        foreach (var image in album.Read(record.Id))
        {
            row.Append("<td><img alt=\"\" src=\"data:image/jpeg;base64,");
            row.Append(Convert.ToBase64String(Jpeg.Encode(image, JpegQuality))).Append("\"></td>");
        }
        var lines = Lines(record, album).Select(SvgChart.Html);
        return row.Append("<td>").AppendJoin("<br>", lines).Append("</td></tr>").ToString();
    }

    private static IEnumerable<string> Lines(TransmissionRecord record, PictureAlbum album)
    {
        yield return $"\"{record.Text}\"";
        var quality = record.Quality!.Value;
        if (record.Edit is { Attribute: null })
        {
            yield return "understood as: no edit";
        }
        else if (record.Edit is { } edit)
        {
            yield return $"{edit.Attribute}: asked for {edit.WantedDegree}, sender reached {edit.ReachedDegree}, " +
                $"judge sees {HtmlTable.Text(quality.SeenDegree ?? double.NaN)}";
        }
        if (record.Edit?.Unread is { } unread) yield return $"not done: \"{unread}\"";
        var match = record.AdapterIndex == record.MatchedAdapterIndex ? "matched" : "mismatched";
        yield return Format($"SNR {record.SnrDb:0.0} dB on average, {record.MeasuredSnrDb:0.0} dB with fading");
        yield return Format($"adapter for {album.AdapterSnrDb(record.AdapterIndex)} dB, {match}");
        yield return Format($"LPIPS-P {quality.LpipsP:0.000}, PSNR {quality.PsnrDb:0.0} dB");
        yield return Format($"user {record.User}, conversation {record.Conversation}, turn {record.Turn}");
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
