using TorchSharp.Modules;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// DeepSC for pictures ([6]): a convolutional joint source-channel code, one network for an SNR. The paper gives no
/// architecture, so this one is inferred: pictures [N, 3, S, S] in -1..1 to 16 maps of S/8 pixels, which are the
/// S^2/4 real symbols (4,096 at 128 pixels), and back. It is convolutional, so the same weights serve any S, a multiple
/// of 8.
/// </summary>
public sealed class DeepSc : nn.Module<Tensor, Tensor>
{
    private const int Width = 48, SymbolMaps = 16, Patch = 4;

    private readonly Sequential encoder, decoder;

    public DeepSc() : base(nameof(DeepSc))
    {
        encoder = nn.Sequential(
            ("patches", nn.PixelUnshuffle(Patch)),                                       // [N, 48, S/4, S/4]
            ("first", Conv(3 * Patch * Patch, Width)), ("wide", new Block(Width)),
            ("halve", nn.Conv2d(Width, Width, 3, stride: 2, padding: 1)),                // [N, 48, S/8, S/8]
            ("narrow", new Block(Width)), ("last", Conv(Width, SymbolMaps)));
        decoder = nn.Sequential(
            ("first", Conv(SymbolMaps, Width)), ("narrow", new Block(Width)),
            ("double", nn.Conv2d(Width, 4 * Width, 1)), ("shuffle", nn.PixelShuffle(2)),
            ("wide", new Block(Width)), ("last", Conv(Width, 3 * Patch * Patch)),
            ("pixels", nn.PixelShuffle(Patch)));
        register_module(nameof(encoder), encoder);
        register_module(nameof(decoder), decoder);
    }

    /// <summary>k, the real symbols of a square picture: 1/12 of its numbers.</summary>
    public static int SymbolCount(int side) => SymbolMaps * (side / 8) * (side / 8);

    /// <summary>Symbols [N, k], of any power, of pictures [N, 3, S, S].</summary>
    public override Tensor forward(Tensor input)
    {
        Shape.Require(input, nameof(input), Shape.Any, 3, Shape.Any, Shape.Any);
        if (input.shape[2] % 8 != 0 || input.shape[2] != input.shape[3])
            throw new ArgumentException("DeepSC sends squares whose side is a multiple of 8.", nameof(input));
        using var scope = NewDisposeScope();
        return encoder.call(input).flatten(1).MoveToOuterDisposeScope();
    }

    /// <summary>Pictures [N, 3, S, S] of symbols [N, k] of unit power, as an MMSE equaliser estimates them.</summary>
    public Tensor Decode(Tensor symbols)
    {
        using var scope = NewDisposeScope();
        var side = (long)Math.Round(Math.Sqrt(symbols.shape[1] / (double)SymbolMaps));
        return decoder.call(symbols.view(-1, SymbolMaps, side, side)).MoveToOuterDisposeScope();
    }

    private static Conv2d Conv(int from, int to) => nn.Conv2d(from, to, 3, padding: 1);

    /// <summary>x + two convolutions of it.</summary>
    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly PReLU before, between;
        private readonly Conv2d conv1, conv2;

        public Block(int channels) : base(nameof(Block))
        {
            (before, between) = (nn.PReLU(channels), nn.PReLU(channels));
            (conv1, conv2) = (Conv(channels, channels), Conv(channels, channels));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return (input + conv2.call(between.call(conv1.call(before.call(input))))).MoveToOuterDisposeScope();
        }
    }
}
