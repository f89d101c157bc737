using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.Tests.Links;

public class LinkTests
{
    public static TheoryData<string> Names() => [.. Modules.Every.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sending_allocates_nothing_once_the_memory_is_there(string name)
    {
        var link = new Link(Modules.Channel(name, Modules.Every[name]), new ReceiverOptions { Csi = CsiKind.Pilots });
        var (re, im) = (new float[512], new float[512]);
        var variance = new float[512];
        void Send(int transmission) => link.Send(
            Draws.Use(512, transmission: transmission), new ComplexSpan(re, im), new ComplexSpan(re, im), variance);
        re.AsSpan().Fill(1);
        for (var t = 0; t < 20; t++) Send(t);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var t = 20; t < 40; t++) Send(t);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Report_has_the_overhead_of_echoes_and_pilots()
    {
        var channel = Modules.Channel("frequency-selective"); // 4 taps
        var report = new Link(channel, new ReceiverOptions { Csi = CsiKind.Pilots, PilotsPerEstimate = 2 }).Send(
            Draws.Use(100, snrDb: 4), Draws.Qpsk(Draws.Use(100)), Draws.Empty(100), new float[100]);

        report.OverheadSymbols.Should().Be(3 + 4 * 2);
        report.SymbolCount.Should().Be(100);
        report.RequestedSnrDb.Should().Be(4);
    }

    [Fact]
    public void Estimate_of_a_clean_link_is_what_was_sent_in_place()
    {
        var use = Draws.Use(100, snrDb: 90);
        var symbols = Draws.Qpsk(use);

        var channel = Modules.Channel("chain", """{"channels": ["rayleigh", "frequency-selective"]}""");
        new Link(channel, new ReceiverOptions()).Send(use, symbols, symbols, new float[100]);

        symbols.Real.ToArray().Should().Equal(Draws.Qpsk(use).Real.ToArray(), (a, b) => Math.Abs(a - b) < 0.05);
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        var realisation = Draws.Of(new AwgnChannel(), Draws.Use(10));

        FluentActions.Invoking(() => realisation.Apply(Draws.Empty(9), Draws.Empty(10)))
            .Should().Throw<ArgumentException>().WithMessage("*10*9*10*");
        FluentActions.Invoking(() => ComplexSpan.FromReal(new float[3])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Draws.Of(new AwgnChannel(), Draws.Use(0)))
            .Should().Throw<ArgumentOutOfRangeException>();
    }
}
