using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Accounting;

public class RunStatisticsTests
{
    [Fact]
    public void Fingerprint_OtherOrderAndTiming_IsTheSame()
    {
        TransmissionRecord[] records = [.. Enumerable.Range(0, 20).Select(Record)];
        var late = records.Reverse().Select(record => record with { EndedSeconds = record.EndedSeconds + 3 });

        Fingerprint(late).Should().Be(Fingerprint(records));
    }

    [Fact]
    public void Fingerprint_AnotherDecision_Differs()
    {
        TransmissionRecord[] records = [.. Enumerable.Range(0, 20).Select(Record)];
        var other = records.Select(record => record.Id == 7 ? record with { AdapterIndex = 1 } : record);

        Fingerprint(other).Should().NotBe(Fingerprint(records));
    }

    [Fact]
    public void Add_WrongAdapter_CountsApart()
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        run.Add(Record(1));
        run.Add(Record(2) with { AdapterIndex = 1 });

        run.MatchedAdapter.Delivered.Should().Be(1);
        run.MismatchedAdapter.Delivered.Should().Be(1);
        run.Bands[0].Delivered.Should().Be(2);
        run.Adapters[1].Delivered.Should().Be(1);
    }

    [Fact]
    public void Add_AlreadyMet_CountsApartAndChanceStandsBeside()
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        run.Add(Record(1) with { Quality = new PictureQuality(false, 0.1, 20, 5) { ChanceLevel = 0.3 } });
        run.Add(Record(2) with { Quality = new PictureQuality(true, 0.1, 20, 5) { ChanceLevel = 0.1 } });
        var met = new PictureQuality(true, 0.1, 20, 5) { IsAlreadyMet = true, ChanceLevel = 0.9 };
        run.Add(Record(3) with { Quality = met });

        run.All.Should().BeEquivalentTo(new { EditsAsked = 2, EditsRight = 1, AlreadyMet = 1, AlreadyMetRight = 1 });
        run.All.ChanceLevel.Should().BeApproximately(0.2, 1e-12);
    }

    [Fact]
    public void Add_NoEditAskedFor_IsNeitherRightNorWrong()
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        run.Add(Record(1));
        run.Add(Record(2) with { Quality = new PictureQuality(false, 0.1, 20, 5) });
        run.Add(Record(3) with { Quality = new PictureQuality(null, 0.1, 20, 5) });

        run.All.Should().BeEquivalentTo(new { Delivered = 3, EditsAsked = 2, EditsRight = 1, EditSuccess = 0.5 });
        Threshold.Parse("edit.success >= 50 %", []).Evaluate(run)
            .Should().BeEquivalentTo(new { Count = 2, IsPassed = true });
    }

    [Fact]
    public void Add_MisreadHeaders_AreCountedWhereAPictureArrived()
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        run.Add(Record(1));
        run.Add(Record(2) with { MisreadAdapterIndex = 1 });
        run.Add(Record(3) with { MisreadAdapterIndex = 1, Kind = OutcomeKind.Failed, Quality = null });

        run.MisreadHeaders.Should().Be(1);
    }

    [Fact]
    public void Add_RecordsOfTwoUsers_AreCountedApart()
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        run.Add(Record(1) with { User = 7, IsSwitch = true });
        run.Add(Record(2) with { User = 7, Kind = OutcomeKind.Rejected, Quality = null });
        run.Add(Record(3) with { User = 8, Kind = OutcomeKind.Expired, Quality = null });

        run.User(7).Should().BeEquivalentTo(new { Submitted = 1, AdapterSwitches = 1 });
        run.User(7).Quality.LpipsP.Mean.Should().Be(0.1);
        run.User(7).Count(OutcomeKind.Rejected).Should().Be(1);
        run.User(8).Count(OutcomeKind.Expired).Should().Be(1);
        run.User(9).Submitted.Should().Be(0);
        run.AdapterSwitches.Should().Be(1);
    }

    [Fact]
    public void WrongAdapters_BandsOfOtherQuality_AreComparedWithinEach()
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        var id = 0;
        void Add(int count, int best, int used, double lpipsP)
        {
            for (var i = 0; i < count; i++)
            {
                run.Add(Record(id++) with
                {
                    MatchedAdapterIndex = best,
                    AdapterIndex = used,
                    Quality = new PictureQuality(true, lpipsP + 0.01 * (i % 2), 20, 5),
                });
            }
        }

        Add(100, best: 0, used: 0, 0.5);
        Add(6, best: 0, used: 1, 0.6);
        Add(2, best: 1, used: 1, 0.1);
        Add(2, best: 1, used: 0, 0.3);

        run.Mismatch.Count.Should().Be(8);
        run.Mismatch.LpipsP.Should().BeApproximately((6 * 0.1 + 2 * 0.2) / 8, 1e-9);
        run.Mismatch.HalfWidth.Should().BeInRange(0.001, 0.03);
    }

    [Fact]
    public void WrongAdapters_NothingToCompare_IsNotANumber()
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        run.Add(Record(1));

        run.Mismatch.Count.Should().Be(0);
        run.Mismatch.LpipsP.Should().Be(double.NaN);
        run.Mismatch.HalfWidth.Should().Be(double.NaN);
    }

    private static string Fingerprint(IEnumerable<TransmissionRecord> records)
    {
        var run = new RunStatistics([-6, 18], 1, 1, 100);
        foreach (var record in records) run.Add(record);
        return run.Fingerprint.ToString();
    }

    private static TransmissionRecord Record(int id) => new()
    {
        Id = id,
        Kind = OutcomeKind.Delivered,
        MatchedAdapterIndex = 0,
        EndedSeconds = 1,
        ReceivedHash = (ulong)id,
        Quality = new PictureQuality(true, 0.1, 20, 5),
    };
}
