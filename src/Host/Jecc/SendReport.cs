using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels;
using EditableDeepSC.Channels.Images;
using EditableDeepSC.Host.Weights;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Host.Jecc;

/// <summary>What became of one transmission.</summary>
internal sealed record SendReport(SendOptions Options, JeccEncoding Encoding, LinkReport Link, double? AdapterSnrDb, Bandwidth Bandwidth,
    (double LpipsP, double PsnrDb) ToSent, (double LpipsP, double PsnrDb) ToOriginal, RgbImage Picture,
    IReadOnlyList<string> Notices)
{
    private string Attribute => Encoding.Target?.Attribute.ToString().ToLowerInvariant() ?? "nothing";

    private int? Before => Encoding.Target is { } target ? Encoding.Before[(int)target.Attribute] : null;

    private int? After => Encoding.Target is { } target ? Encoding.After[(int)target.Attribute] : null;

    public string ToText(string path) => string.Create(CultureInfo.InvariantCulture, $"""
        understood   {Understood()}
        degree       before {Before?.ToString(CultureInfo.InvariantCulture) ?? "-"}, expected {Encoding.Target?.Degree.ToString(CultureInfo.InvariantCulture) ?? "-"}, after {After?.ToString(CultureInfo.InvariantCulture) ?? "-"}; {Encoding.Iterations} moves, {Encoding.Reason}
        inversion    J {Encoding.InversionLoss:F3}
        link         {Options.ChannelName}, {Options.SnrDb} dB asked for, {Link.MeasuredSnrDb:F1} dB met, adapter {(AdapterSnrDb is { } snr ? string.Create(CultureInfo.InvariantCulture, $"of {snr} dB") : "none")}
        symbols      {Bandwidth.RealSymbols} real; bandwidth ratio {Bandwidth.RealRatio:F4} (the paper's count), {Bandwidth.ComplexRatio:F4} complex, {Bandwidth.ComplexRatioWithHeader:F4} with {Bandwidth.HeaderSymbols} symbols of header
        received     PSNR {ToSent.PsnrDb:F2} dB, LPIPS-P {ToSent.LpipsP:F3} to the picture as edited; {ToOriginal.PsnrDb:F2} dB, {ToOriginal.LpipsP:F3} to the original
        picture      {path}: original | edited at the sender | received
        """);

    public string ToJson(string path) => JsonSerializer.Serialize(new
    {
        text = Options.Text,
        mode = Encoding.Request.Label.Mode.ToString(),
        attribute = Encoding.Target?.Attribute.ToString(),
        confidence = Encoding.Request.Confidence,
        degreeBefore = Before,
        degreeExpected = Encoding.Target?.Degree,
        degreeAfter = After,
        moves = Encoding.Iterations,
        reason = Encoding.Reason.ToString(),
        inversionLoss = Encoding.InversionLoss,
        channel = Options.ChannelName,
        snrDb = Options.SnrDb,
        measuredSnrDb = Link.MeasuredSnrDb,
        adapterSnrDb = AdapterSnrDb,
        realSymbols = Bandwidth.RealSymbols,
        headerSymbols = Bandwidth.HeaderSymbols,
        bandwidthRatioReal = Bandwidth.RealRatio,
        bandwidthRatioComplex = Bandwidth.ComplexRatio,
        bandwidthRatioComplexWithHeader = Bandwidth.ComplexRatioWithHeader,
        psnrDb = ToSent.PsnrDb,
        lpipsP = ToSent.LpipsP,
        psnrToOriginalDb = ToOriginal.PsnrDb,
        lpipsPToOriginal = ToOriginal.LpipsP,
        notices = Notices,
        picture = path,
    }, JsonOutput.Format);

    private string Understood()
    {
        var label = Encoding.Request.Label;
        return string.Create(CultureInfo.InvariantCulture,
            $"{label.Mode}: {Attribute}, confidence {Encoding.Request.Confidence:F2}");
    }
}
