using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Tests.Requests;

namespace EditableDeepSC.Models.Tests.Codecs;

public class JeccCodecOptionsTests
{
    [Fact]
    public void Encoder_Defaults_AreThoseOfTheTransmitter() =>
        new JeccCodecOptions().Encoder(16, deterministic: false).Should().Be(new JeccOptions());

    [Fact]
    public void Encoder_RandomStart_IsThePapersSearch() =>
        new JeccCodecOptions { Start = JeccStart.Random }.Encoder(16, deterministic: false).Should().Be(JeccOptions.RandomStart);

    [Fact]
    public void Encoder_Iterations_ChangeNothingElse() =>
        new JeccCodecOptions { InversionIterations = 3, EditIterations = 2, Iterative = false, Adapters = false }
            .Encoder(4, deterministic: true).Should().Be(new JeccOptions
            {
                Slots = 4,
                Deterministic = true,
                Coding = null,
                Inversion = InversionOptions.FromGuess with { MaxIterations = 3 },
                Matching = new() { MaxIterations = 2, Iterative = false },
            });

    [Theory]
    [InlineData(true, 48)]
    [InlineData(false, 0)]
    public void HeaderSymbols_WithAndWithoutAdapters_AreWhatTheirIdTakes(bool adapters, int symbols) =>
        new JeccCodec(new() { Adapters = adapters }, new(Path.Combine(People.RepositoryRoot, "weights")), [-6, 0, 6, 12, 18], 5, deterministic: false,
            TimeProvider.System).HeaderSymbols.Should().Be(symbols);
}
