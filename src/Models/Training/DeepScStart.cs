using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// Where DeepSC begins: as the best linear code of blocks of 8 pixels, each by itself. From random weights a short
/// training ends far below it.
/// </summary>
internal static class DeepScStart
{
    private const int Patch = 4, Blocks = 2 * 2;
    private const double Snr = 4, LeastPower = 0.05;    // 6 dB, the middle of the paper's

    /// <summary>Sets the weights by what images [N, 3, S, S] have in common.</summary>
    public static void Fill(DeepSc network, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var patches = nn.functional.pixel_unshuffle(images, Patch);                          // [N, 48, S/4, S/4]
        var (channels, side) = (patches.shape[1], patches.shape[2] / 2);
        var blocks = patches.view(-1, channels, side, 2, side, 2).permute(0, 2, 4, 3, 5, 1)
            .reshape(-1, Blocks * channels).to_type(ScalarType.Float64);                     // [blocks, 4 * 48]
        var mean = blocks.mean([0]);
        var left = blocks - mean;
        var (variances, turn) = linalg.eigh(left.t().mm(left) / blocks.shape[0]);
        var sent = network.Parameters("encoder.last.bias").shape[0];
        turn = turn.flip(1).narrow(1, 0, sent);                                              // [4 * 48, symbols]
        variances = variances.flip(0).narrow(0, 0, sent).clamp_min(1e-9);
        // None is left out for good: training may find a use for it.
        var powers = tensor(WaterFilling.Powers([.. variances.data<double>()], sent, Snr)).clamp_min(LeastPower);
        var gains = (powers / variances).sqrt();
        var seen = gains * variances * Snr / (powers * Snr + 1);    // what of a symbol its mean square error asks for

        network.Identity("encoder.first", channels);
        Put(network, "encoder.halve.weight", (turn * gains).t().view(sent, 2, 2, channels).permute(0, 3, 1, 2), 1);
        network.Parameters("encoder.halve.bias").narrow(0, 0, sent).copy_(-(turn * gains).t().mv(mean));
        network.Identity("encoder.last", sent);
        network.Identity("decoder.first", sent);
        network.Zero("decoder.double.weight");
        Put(network, "decoder.double.weight", ByShuffle(turn * seen, channels).view(Blocks * channels, sent, 1, 1), 0);
        network.Parameters("decoder.double.bias").copy_(ByShuffle(mean.unsqueeze(1), channels).view(-1));
        network.Identity("decoder.last", channels);
        foreach (var block in new[] { "encoder.wide", "encoder.narrow", "decoder.narrow", "decoder.wide" })
        {
            network.Zero($"{block}.conv2.weight");
            network.Zero($"{block}.conv2.bias");
        }
    }

    /// <summary>Rows [4 * 48, any] in the order in which a pixel shuffle takes channels.</summary>
    private static Tensor ByShuffle(Tensor rows, long channels) =>
        rows.view(Blocks, channels, -1).transpose(0, 1).reshape(Blocks * channels, -1);

    /// <summary>Into the first rows and columns of a kernel, from a tap on.</summary>
    private static void Put(DeepSc network, string name, Tensor values, int tap)
    {
        var part = network.Parameters(name).narrow(0, 0, values.shape[0]).narrow(1, 0, values.shape[1])
            .narrow(2, tap, values.shape[2]).narrow(3, tap, values.shape[3]);
        part.copy_(values);
    }

    /// <summary>A 3x3 convolution passes the first channels on as they are.</summary>
    private static void Identity(this DeepSc network, string layer, long channels)
    {
        network.Parameters($"{layer}.weight").narrow(0, 0, channels).zero_();
        network.Parameters($"{layer}.bias").narrow(0, 0, channels).zero_();
        Put(network, $"{layer}.weight", eye(channels).view(channels, channels, 1, 1), 1);
    }

    private static void Zero(this DeepSc network, string name) => network.Parameters(name).zero_();

    private static Tensor Parameters(this DeepSc network, string name) => network.state_dict()[name];
}
