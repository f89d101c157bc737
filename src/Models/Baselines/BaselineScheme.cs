using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Baselines;

/// <summary>What carries a picture over the air.</summary>
public enum PictureCarrier
{
    /// <summary>A learned joint source-channel code.</summary>
    DeepSc,

    /// <summary>A file in bits, by LDPC and QAM.</summary>
    JpegLdpc,
}

/// <summary>A baseline of section V-A: what carries the picture, and which side edits it.</summary>
/// <param name="Name">As a codec.</param>
/// <param name="Carrier">What sends the picture.</param>
/// <param name="EditsAtReceiver">
/// M1: the picture is sent as it is, the sentence beside it without errors, and edited where it arrives. Otherwise M2:
/// edited first.
/// </param>
public sealed record BaselineScheme(string Name, PictureCarrier Carrier, bool EditsAtReceiver)
{
    /// <summary>All four, as the paper's figures name them.</summary>
    public static IReadOnlyList<BaselineScheme> All { get; } =
    [
        new("deepsc+talk2edit", PictureCarrier.DeepSc, EditsAtReceiver: true),
        new("talk2edit+deepsc", PictureCarrier.DeepSc, EditsAtReceiver: false),
        new("jpeg-ldpc+talk2edit", PictureCarrier.JpegLdpc, EditsAtReceiver: true),
        new("talk2edit+jpeg-ldpc", PictureCarrier.JpegLdpc, EditsAtReceiver: false),
    ];

    /// <summary>The one of a name; null for none.</summary>
    public static BaselineScheme? Find(string name) => All.FirstOrDefault(scheme => scheme.Name == name);
}

/// <summary>How the baselines work.</summary>
public sealed record BaselineOptions
{
    [Parameter("Bits per pixel of a JPEG, its headers included: the paper has 0.7 at 128 pixels, 0.2 at 1024.",
        Min = 0.01, Max = 24)]
    public double BitsPerPixel { get; init; } = 0.7;

    [Parameter("What carries the JPEG's bits: qam16, or qam4; the paper's \"QAM order 4\" may be either.")]
    public QamOrder Modulation { get; init; } = QamOrder.Qam16;

    [Parameter("Talk2Edit as published (600 iterations, the generator tuned), or lite (110 iterations, frozen).")]
    public Talk2EditForm Talk2Edit { get; init; } = Talk2EditForm.Full;
}

/// <summary>The constellation of a JPEG's bits.</summary>
public enum QamOrder
{
    /// <summary>16-QAM: four bits a complex symbol, two of them information.</summary>
    Qam16,

    /// <summary>4-QAM (QPSK): two bits a complex symbol, one of them information.</summary>
    Qam4,
}

/// <summary>How thoroughly Talk2Edit inverts.</summary>
public enum Talk2EditForm
{
    /// <summary>As published: 600 iterations, in which the generator is tuned for the picture too.</summary>
    Full,

    /// <summary>Quicker: 110 iterations, the generator frozen.</summary>
    Lite,
}
