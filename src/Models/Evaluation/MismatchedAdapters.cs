using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// What a mismatched adapter costs: the pair of each SNR over white noise of each SNR, and a header that was misread, so that
/// the receiver alone takes another. LPIPS-P as the statistics of latent vectors have it for small errors, so that no
/// picture is made. How often a header is misread stands beside it.
/// </summary>
internal sealed class MismatchedAdapters : IDisposable
{
    private const int Portraits = 40, Headers = 4000;
    private static readonly Seed Noise = new(93);
    private static readonly AdapterForm[] Forms = [AdapterForm.Hybrid, AdapterForm.Digital, AdapterForm.Conditioned];
    private static readonly (string Name, IChannel Channel)[] Airs =
    [
        ("AWGN", new AwgnChannel()),
        ("Rayleigh, one gain a transmission,", new RayleighChannel(new() { BlockSymbols = 0 })),
    ];

    private readonly JeccNetworks networks;
    private readonly Transmission awgn = new(new AwgnChannel());
    private readonly LatentCode[][] codes;                                    // of a form, of an SNR
    private readonly Dictionary<(int Form, int Sender, int Receiver, int Link), List<double>> cells = [];
    private int portraits;

    public MismatchedAdapters(JeccNetworks networks)
    {
        this.networks = networks;
        codes = [.. Forms.Select(form => SnrsDb.Select(snrDb => networks.Code(new(form), snrDb)).ToArray())];
    }

    private IReadOnlyList<double> SnrsDb => networks.Adapters.SnrsDb;

    /// <summary>Sends the first portraits of all; more add nothing.</summary>
    public void Measure(SentBatch batch)
    {
        foreach (var (sent, i) in batch.Latents.Select((sent, i) => (sent, i)))
        {
            if (portraits++ >= Portraits) return;
            for (var form = 0; form < Forms.Length; form++)
            {
                for (var sender = 0; sender < SnrsDb.Count; sender++)
                {
                    for (var link = 0; link < SnrsDb.Count; link++)
                        Send(sent, batch.First + i, form, sender, sender, link);
                    if (sender > 0) Send(sent, batch.First + i, form, 0, sender, 0);
                }
            }
        }
    }

    public IEnumerable<MeasuredFigure> Figures()
    {
        foreach (var ((form, sender, receiver, link), distances) in cells)
        {
            yield return Estimate.Mean($"{Forms[form].ToString().ToLowerInvariant()}, AWGN at {SnrsDb[link]} dB",
                "LPIPS-P by the statistics, adapter of " + (sender == receiver ? $"{SnrsDb[sender]} dB"
                    : $"{SnrsDb[sender]} dB read as {SnrsDb[receiver]} dB"), distances);
        }
        foreach (var (name, channel) in Airs)
        {
            var air = new Transmission(channel);
            foreach (var snrDb in SnrsDb.Take(3))
            {
                var wrong = Enumerable.Range(0, Headers).Count(i => air.Send([1, 1], i % SnrsDb.Count,
                    new ChannelUse(Noise, default, new TransmissionId(i), 0, snrDb), SnrsDb.Count).Frame.AdapterIndex
                        != i % SnrsDb.Count);
                yield return Estimate.Share($"{name} at {snrDb} dB", "header misread", wrong, Headers);
            }
        }
    }

    public void Dispose()
    {
        foreach (var code in codes.SelectMany(of => of)) code.Dispose();
    }

    private void Send(SentLatent sent, int number, int form, int sender, int receiver, int link)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var symbols = codes[form][sender].Encode(sent.Z, sent.Degrees).cpu().data<float>().ToArray();
        var (frame, _) = awgn.Send(symbols, receiver,
            new ChannelUse(Noise, new UserId(link), new TransmissionId(number), 0, SnrsDb[link]));
        var error = (LatentPower.Normalise(codes[form][receiver].Decode(frame).cpu().unsqueeze(0)).squeeze(0)
            - sent.Z.cpu())[..networks.Statistics.Numbers];
        if (!cells.TryGetValue((form, sender, receiver, link), out var cell))
            cells[(form, sender, receiver, link)] = cell = [];
        cell.Add(error.dot(networks.Statistics.Sensitivity.mv(error)).item<float>());
    }
}
