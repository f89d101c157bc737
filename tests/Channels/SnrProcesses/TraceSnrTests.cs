using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Channels.Tests.SnrProcesses;

public sealed class TraceSnrTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Trace_is_interpolated_and_its_ends_hold()
    {
        var trace = Read("seconds,dB\n# a comment\n1, 10\n\n3, 20\n");

        At(trace, 0).Should().Be(10);
        At(trace, 2).Should().Be(15);
        At(trace, 9).Should().Be(20);
    }

    [Theory]
    [InlineData("time [s],Es/N0 [dB]\n0,12\n1,6\n")]
    [InlineData("t1,t2\n0,12\n")]
    [InlineData("# measured 2024\nt 1 , 5G SNR\n0,12\n")]
    public void Header_may_have_digits_in_it(string text) => At(Read(text), 0).Should().Be(12);

    [Fact]
    public void Trace_that_repeats_begins_again()
    {
        var trace = Read("1,10\n3,20\n", repeat: true);

        At(trace, 0).Should().Be(10);
        At(trace, 4).Should().BeApproximately(15, 1e-9);
        At(trace, 1 + 2 * 1000 + 0.5).Should().BeApproximately(12.5, 1e-9);
    }

    [Theory]
    [InlineData("0,1\nnonsense\n", "*line 2: 'nonsense' is not 'seconds, dB', two numbers.")]
    [InlineData("0,1\n1,2,3\n", "*line 2: '1,2,3' is not*")]
    [InlineData("# c\n5,1\n\n5,2\n", "*line 4: 5 s is not after 5 s: sort the lines by time.")]
    [InlineData("0,1\n1,9999\n", "*line 2: 'snrDb' is 9999 dB; give -100 to 200 dB.*")]
    [InlineData("0,NaN\n", "*line 1: 'snrDb' is NaN dB*")]
    [InlineData("0;1\n1;2\n", "*line 2: '1;2' is not 'seconds, dB'*")]
    [InlineData("abc,12\n", "*line 1: 'abc,12' is not 'seconds, dB'*")]
    [InlineData("seconds,dB\n", "*has no points; give lines like '0.5, 12'.")]
    public void Mistake_in_the_file_names_its_line(string text, string message) =>
        FluentActions.Invoking(() => Read(text)).Should().Throw<ChannelOptionException>().WithMessage(message);

    [Fact]
    public void Missing_file_is_a_clear_error() =>
        FluentActions.Invoking(() => new TraceSnr(new TraceSnrOptions { File = file + ".none" }))
            .Should().Throw<ChannelOptionException>().WithMessage("trace: 'file' *.none cannot be read:*");

    private TraceSnr Read(string text, bool repeat = false)
    {
        File.WriteAllText(file, text);
        return new TraceSnr(new TraceSnrOptions { File = file, Repeat = repeat });
    }

    private static double At(TraceSnr trace, double seconds) => trace.SnrDbAt(Draws.Seed, new UserId(0), seconds);
}
