using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// One transmission that nobody asked for, before the clock of a run starts: code is compiled, weights are loaded and
/// packed, and what all judges share is found, so that no user waits for it and no latency tells of it.
/// </summary>
internal static class WarmUp
{
    private const string Sentence = "make the smile bigger";
    private static readonly RequestLabel Meant = RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Positive);
    private static readonly Seed Seed = new(1);

    /// <summary>Encodes, sends, decodes and judges a drawn portrait.</summary>
    /// <param name="codec">The models.</param>
    /// <param name="device">Where it computes.</param>
    internal static void Run(ICodec codec, string device)
    {
        var place = new WorkerPlace(0, device);
        using var encoder = codec.CreateEncoder(place);
        using var decoder = codec.CreateDecoder(place);
        using var judge = codec.CreateJudge(place);
        var request = new EditRequest(default, default, new ImageSource.Portrait(Seed, 0), Sentence, null, 0);
        if (encoder.Encode([request])[0] is not { } encoding) return;
        var (frame, _) = new Transmission(new ChannelRegistry().Channels.Create("awgn"))
            .Send(encoding, 0, new ChannelUse(Seed, default, default, 0, 10));
        if (decoder.Decode([frame])[0] is { } picture)
            judge.Judge([new JudgeRequest(request, encoding, frame, picture, Meant)]);
    }
}
