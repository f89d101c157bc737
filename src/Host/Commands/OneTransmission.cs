using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Commands;

/// <summary>
/// A codec's three roles for one transmission after another: transmitter, air, receiver, judge. Not
/// thread-safe.
/// </summary>
internal sealed class OneTransmission : IDisposable
{
    private readonly IEncoder encoder;
    private readonly IDecoder decoder;
    private readonly IJudge judge;
    private readonly JeccJudge comparing;
    private readonly IPictureCode? pictureCode;    // of a baseline
    private readonly Dictionary<string, double> encodingMs = [];
    private readonly int headerCount;    // adapters that the header tells apart
    private long stepStarted;

    /// <param name="weights">The folder of the networks.</param>
    /// <param name="device">Where they compute.</param>
    /// <param name="options">How the codec works.</param>
    /// <param name="deterministic">Whether it computes in the shapes of a deterministic run.</param>
    /// <param name="baseline">A baseline that is to send instead of the learned codec; null for none.</param>
    public OneTransmission(DirectoryInfo weights, string device, JeccCodecOptions options, bool deterministic = false,
        (BaselineScheme Scheme, BaselineOptions Options)? baseline = null)
    {
        AdapterSnrsDb = AdapterSet.SnrsOf(weights);
        var (snrsDb, time) = (AdapterSnrsDb, TimeProvider.System);
        ICodec codec = baseline is { } other
            ? new BaselineCodec(other.Scheme, other.Options, weights, snrsDb, snrsDb.Count, time)
            : new JeccCodec(options, weights, snrsDb, snrsDb.Count, deterministic, time, Finished) { MeasuresChance = false };
        var place = new WorkerPlace(0, device);
        Networks = JeccCodec.SharedNetworks(weights, device);
        (encoder, decoder, judge) = (codec.CreateEncoder(place), codec.CreateDecoder(place), codec.CreateJudge(place));
        pictureCode = (codec as BaselineCodec)?.CreatePictureCode(device);
        comparing = judge as JeccJudge ?? new(Networks, Networks.Predictor, coding: null);    // it only compares pictures
        headerCount = codec.HeaderSymbols == 0 ? 1 : snrsDb.Count;
        Bandwidth = new(codec.SymbolCount, codec.HeaderSymbols, Networks.Generator.Options.Size.Resolution);
    }

    /// <summary>The SNRs that adapter indices stand for, dB.</summary>
    public IReadOnlyList<double> AdapterSnrsDb { get; }

    public JeccNetworks Networks { get; }

    /// <summary>What a transmission costs on the air.</summary>
    public Bandwidth Bandwidth { get; }

    /// <summary>How long each step of the last encoding took, ms.</summary>
    public IReadOnlyDictionary<string, double> EncodingMs => encodingMs;

    public void Dispose()
    {
        encoder.Dispose();
        decoder.Dispose();
        judge.Dispose();
        pictureCode?.Dispose();
    }

    /// <summary>What the transmitter makes of a request.</summary>
    public Encoding Encode(EditRequest request)
    {
        encodingMs.Clear();
        stepStarted = TimeProvider.System.GetTimestamp();
        var encoding = encoder.Encode([request])[0] ?? throw new UserErrorException(
            encoder.Problems.GetValueOrDefault(request.Id, "the picture cannot be encoded") + ".");
        if (encodingMs.Count == 0)    // a baseline tells of no steps
            encodingMs["encode"] = TimeProvider.System.GetElapsedTime(stepStarted).TotalMilliseconds;
        return encoding;
    }

    /// <summary>The same edited picture for another adapter, without another inversion.</summary>
    public Encoding ForAdapter(Encoding encoding, int adapterIndex) => pictureCode is null
        ? ((JeccEncoder)encoder).ForAdapter(encoding, adapterIndex)
        : encoding with { Symbols = pictureCode.Encode(encoding.Pictures!.Sent, adapterIndex, out _)! };

    /// <summary>Sends one encoding, made for the adapter of the request, and has the picture judged.</summary>
    /// <param name="request">What was asked for; it keeps its pictures.</param>
    /// <param name="encoding">What the transmitter made of it.</param>
    /// <param name="air">The channel.</param>
    /// <param name="use">Of the channel: seed and SNR.</param>
    public Arrival Send(EditRequest request, Encoding encoding, Transmission air, ChannelUse use)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var (frame, link) = air.Send(encoding, request.AdapterIndex, use, headerCount);
        var aired = time.GetTimestamp();
        var picture = decoder.Decode([frame])[0] ?? throw new UserErrorException(
            "the generator gave numbers that are not finite: the weights do not fit together.", ExitCode.BadWeights);
        var decoded = time.GetTimestamp();
        // Nobody knows what was meant: an edit is right where it is as the sentence was read.
        var quality = judge.Judge([new JudgeRequest(request, encoding, frame, picture, encoding.Read.Label)])[0];
        var toOriginal = comparing.Compare([picture], [encoding.Pictures!.Original])[0];
        return new(frame, link, picture, quality, toOriginal)
        {
            AirMs = time.GetElapsedTime(started, aired).TotalMilliseconds,
            DecodeMs = time.GetElapsedTime(aired, decoded).TotalMilliseconds,
        };
    }

    private void Finished(JeccStep step)
    {
        var now = TimeProvider.System.GetTimestamp();
        encodingMs[JsonOutput.NameOf(step)] = TimeProvider.System.GetElapsedTime(stepStarted, now).TotalMilliseconds;
        stepStarted = now;
    }
}

/// <summary>What came of a transmission.</summary>
/// <param name="Frame">What the receiver had.</param>
/// <param name="Link">What the air did.</param>
/// <param name="Picture">What the receiver made of it.</param>
/// <param name="ToSent">How near it is to the picture as edited.</param>
/// <param name="ToOriginal">LPIPS-P and PSNR, dB, to the original.</param>
internal sealed record Arrival(ReceivedFrame Frame, LinkReport Link, RgbImage Picture, PictureQuality ToSent,
    (double LpipsP, double PsnrDb) ToOriginal)
{
    public double AirMs { get; init; }

    public double DecodeMs { get; init; }
}
