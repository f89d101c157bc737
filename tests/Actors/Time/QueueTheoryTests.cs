using EditableDeepSC.Benchmarks;

namespace EditableDeepSC.Actors.Tests.Time;

/// <summary>Mean waits of queues in virtual time against queueing theory.</summary>
public class QueueTheoryTests
{
    public static TheoryData<string> Queues => [.. TheoryCase.All.Select(queue => queue.Name)];

    /// <summary>
    /// The 95 % interval of these n is within +- 8 % of the wait; a million are within 1 % (<c>./eds bench theory</c>).
    /// </summary>
    [Theory]
    [MemberData(nameof(Queues))]
    public async Task Mean_wait_is_that_of_theory(string name)
    {
        var queue = TheoryCase.All.Single(queue => queue.Name == name);

        var wait = await queue.MeasureAsync(name == "M/M/3" ? 120_000 : 40_000);

        wait.Mean.Should().BeApproximately(queue.WaitSeconds, 0.05 * queue.WaitSeconds);
        wait.HalfWidth.Should().BeLessThan(0.08 * queue.WaitSeconds);
    }

    /// <summary>Textbook values: M/M/1 waits twice as long as M/D/1; two servers at one half, 1/3 of a service time.</summary>
    [Fact]
    public void Closed_forms_have_the_values_of_textbooks()
    {
        TheoryCase.WaitOfMMc(5, 10, 1).Should().BeApproximately(0.1, 1e-12);
        TheoryCase.WaitOfMD1(5, 10).Should().BeApproximately(0.05, 1e-12);
        TheoryCase.WaitOfMMc(10, 10, 2).Should().BeApproximately(1 / 30.0, 1e-12);
        TheoryCase.WaitOfBatches(5, 10, 1).Should().BeApproximately(0.1, 1e-9, "batches of one are M/M/1");
    }
}
