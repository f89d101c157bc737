using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Tests.Users;

public class UserBehaviourTests
{
    [Fact]
    public void ClosedLoop_OneAtATime_WaitsForEachAnswer()
    {
        var user = User(new ArrivalOptions { ThinkSeconds = 2 }, new DialogOptions { Conversations = 3 });
        var now = 0.0;
        for (var i = 0; i < 3; i++)
        {
            user.NextSeconds.Should().BeGreaterThan(now);
            now = user.NextSeconds;
            var request = user.Take();
            request.Conversation.Should().Be(i);
            user.NextSeconds.Should().Be(double.PositiveInfinity);
            user.Answer(request.Id, true, null, now += 5).Should().BeTrue();
        }
        user.IsDone.Should().BeTrue();
    }

    [Fact]
    public void Conversation_NextTurn_RefersToThePictureBefore()
    {
        var user = User(new ArrivalOptions(), new DialogOptions { Turns = 3, Conversations = 1 });
        float[] picture = [1, 2];

        var first = user.Take();
        first.Latent.Should().BeNull();
        user.Answer(first.Id, true, picture, 1);
        var second = user.Take();
        second.Latent.Should().BeSameAs(picture);
        user.Answer(second.Id, false, null, 2);
        var third = user.Take();
        third.Latent.Should().BeSameAs(picture, "a failed turn leaves the picture as it was");
        user.Answer(third.Id, true, picture, 3);
        user.IsDone.Should().BeTrue();
    }

    [Fact]
    public void Conversation_EnoughChance_EndsAboutSoManyEarly()
    {
        var ended = 0;
        for (var i = 0; i < 1000; i++)
        {
            var user = User(new ArrivalOptions(),
                new DialogOptions { Turns = 2, Conversations = 1, EnoughChance = 0.3 }, number: i);
            user.Answer(user.Take().Id, true, null, 1);
            if (user.IsDone) ended++;
        }
        ended.Should().BeInRange(250, 350, "n = 1000 at 0.3 is 300 +- 3.5 standard deviations of 14.5");
    }

    [Fact]
    public void Answer_SecondTime_IsNotTaken()
    {
        var user = User(new ArrivalOptions(), new DialogOptions());
        var request = user.Take();

        user.Answer(request.Id, true, null, 1).Should().BeTrue();
        user.Answer(request.Id, true, null, 1).Should().BeFalse();
        user.Answer(new TransmissionId(99), true, null, 1).Should().BeFalse();
    }

    [Theory]
    [InlineData(ArrivalKind.Poisson, 5, 5, 500, 5)]
    [InlineData(ArrivalKind.Constant, 5, 5, 500, 0.1)]
    [InlineData(ArrivalKind.Ramp, 0, 10, 500, 5)]
    [InlineData(ArrivalKind.Ramp, 10, 0, 500, 5)]
    public void OpenArrivals_WholeGroup_HasTheRateAskedFor(
        ArrivalKind kind, double from, double to, int expected, double deviations)
    {
        var options = new ArrivalOptions { Kind = kind, RatePerSecond = from, ToRatePerSecond = to };
        var counts = Enumerable.Range(0, 10).Sum(i =>
        {
            var user = User(options, new DialogOptions(), i, groupSize: 10, durationSeconds: 100);
            var count = 0;
            while (user.NextSeconds < double.PositiveInfinity)
            {
                user.NextSeconds.Should().BeLessThan(100);
                user.Take();
                count++;
            }
            return count;
        });
        counts.Should().BeCloseTo(expected, (uint)(deviations * Math.Sqrt(500)));
    }

    /// <summary>Runs of before keep their fingerprints: the times are those of version 0.2.0.</summary>
    [Theory]
    [InlineData(ArrivalKind.ClosedLoop, 3, 1, 1, 701, 3.9070164184739484, 21095.934406797416)]
    [InlineData(ArrivalKind.Poisson, 0.7, 7, 1, 1053, 3.674692528092458, 32082.610930304836)]
    [InlineData(ArrivalKind.Constant, 1, 7, 1, 1034, 0.07142857142857142, 31450.737730412544)]
    [InlineData(ArrivalKind.Ramp, 1, 5, 93, 6843, 3.424539994160619, 268037.6167656356)]
    [InlineData(ArrivalKind.Ramp, 1, 50, 0, 3603, 0.5166816197343678, 73813.68400726086)]
    public void Take_KindsOfBefore_AreAtTheTimesOfBefore(
        ArrivalKind kind, double thinkSeconds, double from, double to, int count, double first, double sum)
    {
        var options = new ArrivalOptions
        {
            Kind = kind,
            ThinkSeconds = thinkSeconds,
            RatePerSecond = from,
            ToRatePerSecond = to,
        };
        var arrivals = new GroupArrivals(options, new Seed(11), 0, 60);
        List<double> times = [];
        for (var i = 0; i < 40; i++)
        {
            var user = new UserBehaviour(arrivals, new DialogOptions { Turns = 3, EnoughChance = 0.2 },
                new UserPlan(new Seed(11), new UserId(100 + i), 1, 40, i, 40, 60, false));
            while (!user.IsDone)
            {
                times.Add(user.NextSeconds);
                user.Answer(user.Take().Id, true, null, times[^1] + 0.25);
            }
        }
        times.Should().HaveCount(count);
        times[0].Should().BeApproximately(first, 1e-12);
        times.Sum().Should().BeApproximately(sum, 1e-7);
    }

    [Theory]
    [InlineData(ArrivalKind.ClosedLoop)]
    [InlineData(ArrivalKind.Poisson)]
    [InlineData(ArrivalKind.Constant)]
    public void Take_ManyUsersAtOnce_AskWhatEachAsksAlone(ArrivalKind kind)
    {
        const int Users = 20;
        var arrivals = new GroupArrivals(new ArrivalOptions { Kind = kind, RatePerSecond = 10 }, new Seed(11), 0, 30);
        var dialog = new DialogOptions { Turns = 3, EnoughChance = 0.2 };
        IEnumerable<(double, UserRequest)> Of(int first, int count)
        {
            var users = new UserBehaviour(arrivals, dialog,
                new UserPlan(new Seed(11), new UserId(first), count, Users, first, Users, 30, false));
            while (!users.IsDone)
            {
                var at = users.NextSeconds;
                var request = users.Take();
                users.Answer(request.Id, true, null, at + 0.25);
                yield return (at, request);
            }
        }

        var together = Of(0, Users).ToList();

        together.Select(one => one.Item1).Should().BeInAscendingOrder().And.HaveCountGreaterThan(300);
        together.OrderBy(one => one.Item2.Id.Value).Should().Equal(
            Enumerable.Range(0, Users).SelectMany(user => Of(user, 1)).OrderBy(one => one.Item2.Id.Value));
    }

    [Fact]
    public void IdOf_AnyNumberOfRequests_IsGivenOutOnce()
    {
        var plan = new UserPlan(new Seed(1), default, 3, 3, 0, 3, 1, false);
        long[] indices = [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 1L << 40];

        Enumerable.Range(0, 3).SelectMany(user => indices.Select(index => plan.IdOf(new UserId(user), index)))
            .Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void NominalTime_AnswersAtOtherTimes_StaysTheSame()
    {
        List<double> Nominal(double serviceSeconds)
        {
            var user = User(new ArrivalOptions(), new DialogOptions { Turns = 2 }, usesNominalTime: true);
            List<double> times = [];
            while (!user.IsDone)
            {
                var now = user.NextSeconds;
                var request = user.Take();
                times.Add(request.NominalSeconds);
                user.Answer(request.Id, true, null, now + serviceSeconds);
            }
            return times;
        }

        Nominal(7).Should().Equal(Nominal(0.1)).And.HaveCountGreaterThan(5);
    }

    [Fact]
    public void Stop_WithOneOutstanding_IsDoneAfterItsAnswer()
    {
        var user = User(new ArrivalOptions(), new DialogOptions { Turns = 5 });
        var request = user.Take();

        user.Stop();

        user.IsDone.Should().BeFalse();
        user.Answer(request.Id, true, null, 1);
        user.IsDone.Should().BeTrue();
    }

    private static UserBehaviour User(ArrivalOptions arrivals, DialogOptions dialog, int number = 0,
        int groupSize = 1, double durationSeconds = 20, bool usesNominalTime = false) =>
        new(new GroupArrivals(arrivals, new Seed(7), 0, durationSeconds), dialog, new UserPlan(
            new Seed(7), new UserId(number), 1, groupSize, number % groupSize, groupSize, durationSeconds, usesNominalTime));
}
