using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

[Collection(Alone.Name)]    // the default generator belongs to the process
public class RandomTests
{
    private const int Count = 20_000;

    [Fact]
    public void Generator_WithTheSameSeed_GivesTheSameNumbers()
    {
        using var scope = NewDisposeScope();
        using var first = new Generator(42);
        using var second = new Generator();
        second.manual_seed(42).initial_seed().Should().Be(42);
        randn([5], generator: first).ShouldBe(randn([5], generator: second), 0);
        rand([5], generator: first).ShouldBe(rand([5], generator: second), 0);
        randperm(9, generator: first).ShouldBe(randperm(9, generator: second), 0);
        randint(100, 5, generator: first).ShouldBe(randint(100, 5, generator: second), 0);
        zeros(5).normal_(generator: first).ShouldBe(zeros(5).normal_(generator: second), 0);
        using var third = new Generator(43);
        randn([5], generator: third).allclose(randn([5], generator: first)).Should().BeFalse();
    }

    [Fact]
    public void Generator_StateRestored_RepeatsTheNumbers()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        randn([3], generator: generator);
        var state = generator.get_state();
        var expected = randn([3], generator: generator);
        generator.set_state(state);
        randn([3], generator: generator).ShouldBe(expected, 0);
    }

    [Fact]
    public void ManualSeed_SeedsTheDefaultGenerator_AndNoOther()
    {
        using var scope = NewDisposeScope();
        using var own = new Generator(5);
        var before = own.get_state();
        manual_seed(9);
        var expected = randn(4);
        manual_seed(9);
        randn(4).ShouldBe(expected, 0);
        Generator.Default.initial_seed().Should().Be(9);
        own.get_state().ShouldBe(before, 0);
        using var same = new Generator(9);
        randn([4], generator: same).ShouldBe(expected, 0);
    }

    [Fact]
    public void DefaultState_IsSavedAndRestored()
    {
        using var scope = NewDisposeScope();
        var state = random.get_rng_state();
        var expected = rand(3);
        random.set_rng_state(state);
        rand(3).ShouldBe(expected, 0);
    }

    [Fact]
    public void Distributions_HaveTheirMoments()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        // n is 20,000; each bound is over 5 standard errors.
        Moments(rand([Count], generator: generator), 0.5, Math.Sqrt(1.0 / 12), 0.015);
        Moments(randn([Count], generator: generator), 0, 1, 0.04);
        Moments(normal(2, 3, [Count], generator: generator), 2, 3, 0.12);
        Moments(empty(Count).uniform_(-1, 3, generator), 1, 4 * Math.Sqrt(1.0 / 12), 0.06);
        Moments(empty(Count).exponential_(2, generator), 0.5, 0.5, 0.04);
        Moments(full([Count], 0.3).bernoulli(generator), 0.3, Math.Sqrt(0.21), 0.02);
        Moments(randint(3, Count, generator: generator), 1, Math.Sqrt(2.0 / 3), 0.03);
    }

    [Fact]
    public void Draws_StayInTheirRange()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(8);
        randint(3, 6, 1000, generator: generator).unique().output.ShouldHold(3, 4, 5);
        randperm(5, generator: generator).sort().Values.ShouldHold(0, 1, 2, 3, 4);
        multinomial(tensor(new[] { 0f, 1, 0, 1 }), 2, generator: generator).sort().Values.ShouldHold(1, 3);
    }

    [Fact]
    public void Generator_AfterDispose_Throws()
    {
        var generator = new Generator(1);
        generator.Dispose();
#if ENGINE_EMBEDDED
        FluentActions.Invoking(() => rand([1], generator: generator)).Should().Throw<ObjectDisposedException>();
#endif
    }

    private static void Moments(Tensor drawn, double mean, double deviation, double tolerance)
    {
        var values = drawn.to_type(float64);
        values.mean().item<double>().Should().BeApproximately(mean, tolerance);
        values.std().item<double>().Should().BeApproximately(deviation, tolerance);
    }
}
