using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Host.Reports;

/// <summary>What became of one transmission.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Encoding">What the transmitter made of it.</param>
/// <param name="ReceivedHash">Of the symbols as they were received.</param>
/// <param name="Link">What the air did.</param>
/// <param name="AdapterSnrDb">The SNR that the pair of adapters was made for; null for none.</param>
/// <param name="Bandwidth">What it cost on the air.</param>
/// <param name="ToSent">How near the received picture is to the edited one.</param>
/// <param name="ToOriginal">How near it is to the original.</param>
/// <param name="Picture">original | edited | received.</param>
/// <param name="Notices">What the user should know.</param>
internal sealed record SendReport(SendOptions Options, Encoding Encoding, ulong ReceivedHash, LinkReport Link, double? AdapterSnrDb,
    Bandwidth Bandwidth, PictureQuality ToSent, (double LpipsP, double PsnrDb) ToOriginal,
    RgbImage Picture, IReadOnlyList<string> Notices)
{
    private EditTarget? Target => Encoding.Target;

    private int? Before => Target is { } target ? Encoding.Before[(int)target.Attribute] : null;

    private int? After => Target is { } target ? Encoding.After[(int)target.Attribute] : null;

    private string Form => Options.Baseline is null ? Options.Coding.Form.ToString().ToLowerInvariant() : Codec;

    private string Codec => Options.Baseline?.Name ?? SendOptions.LearnedCodec;

    private string Way => Options.Baseline is { EditsAtReceiver: true } ? "sent | received and edited"
        : "edited at the sender | received";

    public string ToText(string path)
    {
        var adapter = AdapterSnrDb is { } snrDb ? Text($"of {snrDb} dB, {Form}") : "none";
        return string.Join('\n',
            Text($"understood   {Understood(Encoding.Read)}, confidence {Encoding.Read.Confidence:F2}")
                + (Encoding.Read.Unread is { } unread ? $"; not done: \"{unread}\"" : ""),
            Text($"degree       before {Shown(Before)}, expected {Shown(Target?.Degree)}, after {Shown(After)}; ")
                + Text($"{Encoding.Iterations} moves, {Encoding.Reason}"),
            Text($"inversion    J {(Encoding.InversionLoss is { } loss ? Text($"{loss:F3}") : "-")}"),
            Text($"link         {Options.ChannelName}, {Options.SnrDb} dB asked for, {Link.MeasuredSnrDb:F1} dB met, ")
                + $"adapter {adapter}",
            Text($"symbols      {Bandwidth.RealSymbols} real; bandwidth ratio {Bandwidth.RealRatio:F4} ")
                + Text($"(the paper's count), {Bandwidth.ComplexRatio:F4} complex, ")
                + Text($"{Bandwidth.ComplexRatioWithHeader:F4} with {Bandwidth.HeaderSymbols} symbols of header"),
            $"received     {Nearness((ToSent.LpipsP, ToSent.PsnrDb))} to the picture as edited; {Nearness(ToOriginal)} to the original",
            (ToSent.IsIntact is { } isIntact ? $"bits         {(isIntact ? "arrived as they were sent" : "wrong: an outage")}\n" : "")
                + $"picture      {path}: original | {Way}");
    }

    public string ToJson(string path) => JsonSerializer.Serialize(new
    {
        codec = Codec,
        text = Options.Text,
        mode = Encoding.Read.Label.Mode,
        attribute = Encoding.Target?.Attribute,
        direction = Encoding.Read.Label.Direction,
        value = Encoding.Read.Label.Value,
        target = Encoding.Read.Label.Target,
        unread = Encoding.Read.Unread,
        confidence = Encoding.Read.Confidence,
        degreeBefore = Before,
        degreeExpected = Encoding.Target?.Degree,
        degreeAfter = After,
        moves = Encoding.Iterations,
        reason = Encoding.Reason,
        inversionLoss = Encoding.InversionLoss,
        channel = Options.ChannelName,
        snrDb = Options.SnrDb,
        measuredSnrDb = Link.MeasuredSnrDb,
        adapterSnrDb = AdapterSnrDb,
        adapterForm = AdapterSnrDb is null ? null : Form,
        realSymbols = Bandwidth.RealSymbols,
        headerSymbols = Bandwidth.HeaderSymbols,
        bandwidthRatioReal = Bandwidth.RealRatio,
        bandwidthRatioComplex = Bandwidth.ComplexRatio,
        bandwidthRatioComplexWithHeader = Bandwidth.ComplexRatioWithHeader,
        psnrDb = ToSent.PsnrDb,
        lpipsP = ToSent.LpipsP,
        psnrToOriginalDb = ToOriginal.PsnrDb,
        lpipsPToOriginal = ToOriginal.LpipsP,
        isEditRight = ToSent.IsEditRight,
        isIntact = ToSent.IsIntact,
        receivedHash = ReceivedHash,
        pictureHash = ToSent.PictureHash,
        notices = Notices,
        picture = path,
    }, JsonOutput.Format);

    private static string Understood(ReadRequest read) =>
        read.Label is { Attribute: null, Mode: var mode } ? $"{mode}: nothing" : Said(read.Label);

    /// <summary>The mode and attribute of an edit, and which way by how many degrees, or to which.</summary>
    internal static string Said(RequestLabel label) =>
        Text($"{label.Mode}: {label.Attribute?.ToString().ToLowerInvariant()} ") + (label.Target is { } target
            ? Text($"to {target}")
            : Text($"{(label.Direction == EditDirection.Positive ? "more" : "less")} {label.Value}").TrimEnd());

    private static string Nearness((double LpipsP, double PsnrDb) to) =>
        Text($"PSNR {to.PsnrDb:F2} dB, LPIPS-P {to.LpipsP:F3}");

    private static string Shown(int? degree) => degree is { } known ? Text($"{known}") : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
