using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Actors.Tests.Users;

public class AdapterPolicyTests
{
    [Theory]
    [InlineData(-20, 0)]
    [InlineData(-3.1, 0)]
    [InlineData(-2.9, 1)]
    [InlineData(7, 2)]
    [InlineData(40, 4)]
    public void Nearest_AnySnr_IsTheClosestAdapter(double snrDb, int adapter) =>
        AdapterPolicy.Nearest(new AdapterOptions().SnrsDb, snrDb).Should().Be(adapter);

    [Fact]
    public void Choose_FeedbackDelay_SeesTheSnrOfThen()
    {
        var policy = Policy(new AdapterOptions { FeedbackDelayMs = 1000 }, time => time < 5 ? 18 : -6);

        policy.Choose(default, new TransmissionId(0), 5.5).Should().Be(new AdapterChoice(4, 18, IsSwitch: false));
        policy.Choose(default, new TransmissionId(1), 6.5).Should().Be(new AdapterChoice(0, -6, IsSwitch: true));
    }

    [Fact]
    public void Choose_Oracle_IgnoresDelayAndError()
    {
        var options = new AdapterOptions
        {
            Policy = AdapterPolicyKind.Oracle,
            FeedbackDelayMs = 1000,
            EstimationErrorDb = 10,
        };

        Policy(options, time => time < 5 ? 18 : -6).Choose(default, new TransmissionId(0), 5).AdapterIndex.Should().Be(0);
    }

    [Fact]
    public void Choose_Fixed_NeverSwitches()
    {
        var policy = Policy(
            new AdapterOptions { Policy = AdapterPolicyKind.Fixed, FixedSnrDb = 12 }, time => 20 * Math.Sin(time));

        for (var t = 0; t < 100; t++)
            policy.Choose(default, new TransmissionId(t), t).Should().BeEquivalentTo(new { AdapterIndex = 3, IsSwitch = false });
    }

    [Fact]
    public void Choose_Hysteresis_SwitchesOnlyPastTheMidpoint()
    {
        var options = new AdapterOptions
        {
            Policy = AdapterPolicyKind.Hysteresis,
            HysteresisDb = 1,
            FeedbackDelayMs = 0,
        };
        var policy = Policy(options, time => time);

        policy.Choose(default, new TransmissionId(0), 2).AdapterIndex.Should().Be(1);
        policy.Choose(default, new TransmissionId(1), 3.9).AdapterIndex.Should().Be(1, "3.9 dB is not 1 dB past the midpoint 3");
        policy.Choose(default, new TransmissionId(2), 4.1).AdapterIndex.Should().Be(2);
        policy.Choose(default, new TransmissionId(3), 2.1).AdapterIndex.Should().Be(2);
        policy.Choose(default, new TransmissionId(4), 1.9).AdapterIndex.Should().Be(1);
    }

    [Fact]
    public void Choose_NoisyEstimate_HysteresisSwitchesLessThanNearest()
    {
        int Switches(AdapterPolicyKind kind)
        {
            var options = new AdapterOptions { Policy = kind, EstimationErrorDb = 1, HysteresisDb = 1.5 };
            var policy = Policy(options, _ => 3);
            return Enumerable.Range(0, 1000).Count(t => policy.Choose(default, new TransmissionId(t), t).IsSwitch);
        }

        Switches(AdapterPolicyKind.Nearest).Should().BeInRange(400, 600, "half of 1000 choices differ from the last");
        Switches(AdapterPolicyKind.Hysteresis).Should().BeLessThan(150);
    }

    [Fact]
    public void Choose_ManyUsers_EachKeepsItsOwnAdapter()
    {
        var policy = new AdapterPolicy(new AdapterOptions { FeedbackDelayMs = 0 },
            new SnrOverTime(time => time), new Seed(1), new UserId(7), count: 2);

        policy.Choose(new UserId(7), new TransmissionId(0), 18).IsSwitch.Should().BeFalse();
        policy.Choose(new UserId(8), new TransmissionId(1), 0).IsSwitch.Should().BeFalse();
        policy.Choose(new UserId(7), new TransmissionId(2), 18).IsSwitch.Should().BeFalse();
        policy.Choose(new UserId(8), new TransmissionId(3), 18).IsSwitch.Should().BeTrue();
    }

    private static AdapterPolicy Policy(AdapterOptions options, Func<double, double> snr) =>
        new(options, new SnrOverTime(snr), new Seed(1), default);

    private sealed class SnrOverTime(Func<double, double> snr) : ISnrProcess
    {
        public double SnrDbAt(Seed seed, UserId user, double timeSeconds) => snr(timeSeconds);
    }
}
