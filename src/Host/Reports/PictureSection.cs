using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Reports;

/// <summary>Original, sent and received pictures of a report, inlined; left out where there are none.</summary>
internal static class PictureSection
{
    private const int JpegQuality = 90;

    public static void Append(ReportPage page, PictureAlbum album)
    {
        TransmissionRecord[] samples = [.. album.Samples];
        if (samples.Length == 0) return;
        page.Heading("Pictures").Paragraph("A fixed choice of transmissions, at most two for each SNR band; lossless files "
            + "are in images/. Click a picture to enlarge it.").Pictures(["original", "sent", "received", "transmission"],
            samples.Select(record => (album.Read(record.Id).Select(image => Jpeg.Encode(image, JpegQuality)),
                Lines(record, album))));
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
