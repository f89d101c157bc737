using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Actors.Tests.Users;

public sealed class GroupArrivalsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Trace_AnyNumberOfUsers_IsSharedOutInTurn(int users)
    {
        File.WriteAllText(file, "cell, seconds ,note\n1,0.5,a\n1,1e0,\n2,1,b\n1, 2.25,\n1,9,\n1,70,after the run\n");

        double[][] each = [.. GroupOfUsers.Each(Trace, users, 60).Select(user => user.ToArray())];

        double[] all = [0.5, 1, 1, 2.25, 9];
        for (var place = 0; place < users; place++)
            each[place].Should().Equal(all.Where((_, index) => index % users == place));
    }

    [Theory]
    [InlineData("", "has no arrivals; give a line for each below its header")]
    [InlineData("seconds\n", "has no arrivals")]
    [InlineData("1\n2\n", ", line 1: 0 columns are called 'seconds'; begin with a header line with one")]
    [InlineData("seconds,seconds\n1,2\n", ", line 1: 2 columns are called 'seconds'")]
    [InlineData("seconds\n1\n\n2\n", ", line 3: '' is not a number; give a number of seconds")]
    [InlineData("seconds,user\n1,2\n1\n", ", line 3: there are 1 columns; give 2, as in the header")]
    [InlineData("seconds\n1 s\n", ", line 2: '1 s' is not a number")]
    [InlineData("seconds\nNaN\n", ", line 2: NaN is out of range; give a number of seconds")]
    [InlineData("seconds\n-1\n", ", line 2: -1 is out of range")]
    [InlineData("seconds\n2\n1\n", ", line 3: 1 s is before 2 s; sort the lines by time")]
    [InlineData("seconds\n100\n", "begins after the run has ended, so nobody would ever come; give a longer run")]
    public void Trace_BrokenFile_SaysWhereAndWhatToDo(string text, string complaint)
    {
        File.WriteAllText(file, text);

        Mistake(Trace).Message.Should().StartWith(file).And.Contain(complaint);
    }

    [Theory]
    [InlineData("", "'file' is missing; give a CSV file")]
    [InlineData("no/such.csv", "'file' no/such.csv cannot be read")]
    [InlineData("/", "'file' / cannot be read")]
    public void Trace_NoFile_SaysSo(string name, string complaint) =>
        Mistake(Trace with { File = name }).Should().BeEquivalentTo(new { Path = "file" })
            .And.Match<ChannelOptionException>(mistake => mistake.Message.Contains(complaint));

    [Fact]
    public void Daily_PointsThatAreNoDay_SayWhichIsWrong()
    {
        var options = new ArrivalOptions { Kind = ArrivalKind.Daily };
        HourlyRate At(double hours) => new() { AtHours = hours, RatePerSecond = 1 };

        Mistake(options).Path.Should().Be("points");
        Mistake(options with { Points = [At(3), At(3)] }).Path.Should().Be("points[1].atHours");
        Mistake(options with { Points = [At(3), At(24)] }).Message.Should()
            .Be("'points[1].atHours' is 24; give hours in order, below the 'periodHours' of 24");
    }

    [Theory]
    [InlineData(ArrivalKind.Poisson)]
    [InlineData(ArrivalKind.Constant)]
    [InlineData(ArrivalKind.Ramp)]
    [InlineData(ArrivalKind.Bursts)]
    [InlineData(ArrivalKind.Daily)]
    [InlineData(ArrivalKind.FlashCrowd)]
    public void Rates_AllZero_AreAMistake(ArrivalKind kind) => Mistake(new ArrivalOptions
    {
        Kind = kind,
        RatePerSecond = 0,
        ToRatePerSecond = 0,
        BurstRatePerSecond = 0,
        CrowdRatePerSecond = 0,
        Points = [new()],
    }).Message.Should().Contain("nobody would ever come");

    [Fact]
    public void FlashCrowd_AfterTheRunAndNobodyBefore_IsAMistake() => Mistake(new ArrivalOptions
    {
        Kind = ArrivalKind.FlashCrowd,
        RatePerSecond = 0,
        CrowdAtSeconds = 60,
    }).Message.Should().Contain("nobody would ever come");

    [Fact]
    public void Bursts_TooManyToFollow_AreAMistake() =>
        Mistake(new ArrivalOptions { Kind = ArrivalKind.Bursts, BurstSeconds = 0.01, QuietSeconds = 0.09 }, 60_000)
            .Message.Should().StartWith("there are 600000 bursts in 60000 s; at most 500000 can be followed, so give");

    [Theory]
    [InlineData(ArrivalKind.Poisson, "toRatePerSecond", "option of ramp, and 'kind' is \"poisson\"")]
    [InlineData(ArrivalKind.ClosedLoop, "ratePerSecond", "poisson, constant, ramp, bursts, flashCrowd")]
    [InlineData(ArrivalKind.Ramp, "thinkShape", "option of pareto, and 'thinkKind' is \"exponential\"")]
    [InlineData(ArrivalKind.Ramp, "toRatePerSecond", null)]
    [InlineData(ArrivalKind.Trace, "thinkSeconds", null)]
    public void WhyUnused_AnyOption_NamesTheKindsThatUseIt(ArrivalKind kind, string key, string? reason)
    {
        var why = new ArrivalOptions { Kind = kind }.WhyUnused(key);

        if (reason is null) why.Should().BeNull();
        else why.Should().Contain(reason).And.EndWith("; leave it out");
    }

    private ArrivalOptions Trace => new() { Kind = ArrivalKind.Trace, File = file };

    private static ChannelOptionException Mistake(ArrivalOptions options, double durationSeconds = 60)
    {
        Action create = () => _ = new GroupArrivals(options, GroupOfUsers.Seed, 0, durationSeconds);
        return create.Should().Throw<ChannelOptionException>().Which;
    }
}
