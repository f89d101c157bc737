using EditableDeepSC.Benchmarks.Fuzz;

namespace EditableDeepSC.Host.Tests.Fuzz;

/// <summary>A few of the inputs of <c>./eds bench fuzz</c>, whose full run has 45,000.</summary>
public class FuzzTests
{
    [Theory]
    [InlineData("scenarios", 150)]
    [InlineData("sets", 150)]
    [InlineData("runs", 60)]
    [InlineData("weights", 100)]
    [InlineData("pictures", 100)]
    public void Damaged_input_ends_with_a_plain_message(string kind, int count)
    {
        var codes = new Dictionary<int, int>();

        var mistakes = FuzzBenchmark.Mistakes(kind, 1_000_000, count, codes).ToList();

        mistakes.Should().BeEmpty();
        codes.Keys.Should().Contain(ExitCode.Ok).And.HaveCountGreaterThan(1, "some damage is noticed and some is not");
    }

    [Fact]
    public void Hostile_requests_are_refused_or_harmless()
    {
        using var requests = new FuzzRequests(new(Docs.Document.PathOf("weights")));
        var statuses = new Dictionary<int, int>();

        requests.Mistakes(1_000_000, 500, statuses).ToList().Should().BeEmpty();

        statuses.Keys.Should().Contain([200, 400, 403, 404, 413, 415, 421]);
    }
}
