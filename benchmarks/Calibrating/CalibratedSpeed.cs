using System.Globalization;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Benchmarks.Calibrating;

/// <summary>
/// What one request costs the codec calibrated in processor time, on one thread, in batches, over Rayleigh fading.
/// </summary>
internal static class CalibratedSpeed
{
    private const int BatchSize = 64, Batches = 4000, Rounds = 5;
    private static readonly WorkerPlace Place = new(0, "cpu");

    internal static void Measure(Calibration table, TextWriter output)
    {
        var label = RequestLabel.To(FaceAttribute.Smiling, 3);
        var codec = new CalibratedCodec(table, new Seed(1), _ => label, table.AdapterSnrsDb, table.AdapterSnrsDb.Count,
            deterministic: false, TimeProvider.System);
        var air = new Transmission(new RayleighChannel(new()));
        using var encoder = codec.CreateEncoder(Place);
        using var decoder = codec.CreateDecoder(Place);
        using var judge = codec.CreateJudge(Place);
        var (id, best, bytes) = (0L, double.PositiveInfinity, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var (time, before) = (TimeSpan.Zero, 0L);
            for (var batch = 0; batch < Batches; batch++)
            {
                EditRequest[] requests = [.. Enumerable.Range(0, BatchSize).Select(_ => new EditRequest(
                    new TransmissionId(id++), default, new ImageSource.Portrait(default, 0), "a big smile", null, 2))];
                before -= GC.GetAllocatedBytesForCurrentThread();
                time -= Environment.CpuUsage.TotalTime;
                Run(requests);
                time += Environment.CpuUsage.TotalTime;
                before += GC.GetAllocatedBytesForCurrentThread();
            }
            best = Math.Min(best, time.TotalMicroseconds / BatchSize / Batches);
            bytes = before / BatchSize / Batches;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"encoder, link, decoder and judge: {best:F2} us of ")
            + $"processor time and {bytes} bytes a request, best of {Rounds} rounds");

        void Run(EditRequest[] requests)
        {
            var encodings = encoder.Encode(requests);
            var frames = new ReceivedFrame[requests.Length];
            for (var i = 0; i < frames.Length; i++)
            {
                var use = new ChannelUse(new Seed(1), default, requests[i].Id, 0, 7);
                frames[i] = air.Abstract(
                    codec.Abstraction!.Value, codec.SymbolCount, requests[i].AdapterIndex, use).Frame;
            }
            var pictures = decoder.Decode(frames);
            var judged = new JudgeRequest[requests.Length];
            for (var i = 0; i < judged.Length; i++)
                judged[i] = new(requests[i], encodings[i]!, frames[i], pictures[i]!);
            judge.Judge(judged);
        }
    }
}
