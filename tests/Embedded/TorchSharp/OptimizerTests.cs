using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>Each optimizer against its formula, one number at a time in double precision.</summary>
public class OptimizerTests
{
    private const int Steps = 6;
    private const double Rate = 0.1;
    private static readonly double[] Start = [1.5, -0.7, 0.2];

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0.9, 0, 0, false)]
    [InlineData(0.9, 0.5, 0.01, false)]
    [InlineData(0.9, 0, 0.01, true)]
    public void Sgd_FollowsItsFormula(double momentum, double dampening, double decay, bool nesterov)
    {
        using var weight = Weight();
        using var optimizer = optim.SGD([weight], Rate, momentum, dampening, decay, nesterov);
        Train(optimizer, weight);
        weight.ShouldHold(Expected(() =>
        {
            var velocity = 0.0;
            return (step, value, gradient) =>
            {
                gradient += decay * value;
                velocity = momentum * velocity + (step == 1 ? 1 : 1 - dampening) * gradient;
                return value - Rate * (nesterov ? gradient + momentum * velocity : velocity);
            };
        }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public void Adam_FollowsItsFormula(double decay)
    {
        using var weight = Weight();
        using var optimizer = optim.Adam([weight], Rate, 0.8, 0.95, 1e-6, decay);
        Train(optimizer, weight);
        weight.ShouldHold(Expected(() =>
        {
            var adam = Moments(0.8, 0.95, 1e-6);
            return (step, value, gradient) => value - Rate * adam(step, gradient + decay * value);
        }));
    }

    [Fact]
    public void AdamW_FollowsItsFormula()
    {
        using var weight = Weight();
        using var optimizer = optim.AdamW([weight], Rate, 0.8, 0.95, 1e-6, 0.05);
        Train(optimizer, weight);
        weight.ShouldHold(Expected(() =>
        {
            var adam = Moments(0.8, 0.95, 1e-6);
            return (step, value, gradient) => value - Rate * 0.05 * value - Rate * adam(step, gradient);
        }));
    }

    [Fact]
    public void Maximize_WalksTheOtherWay()
    {
        using var up = Weight();
        using var down = Weight();
        using var rising = optim.Adam([up], Rate, maximize: true);
        using var falling = optim.Adam([down], Rate);
        using var scope = NewDisposeScope();
        (up * 2).sum().backward();
        (down * 2).sum().backward();
        rising.step();
        falling.step();
        (up.Values()[0] - Start[0]).Should().BeApproximately(Start[0] - down.Values()[0], 1e-12);
    }

    [Fact]
    public void ParameterGroups_HaveTheirOwnSettings()
    {
        using var scope = NewDisposeScope();
        var (slow, fast) = (Weight(), Weight());
        using var sgd = optim.SGD(
            [new SGD.ParamGroup([slow], 0.01), new SGD.ParamGroup([fast], 0.1, momentum: 0.9)], 1);
        Twice(sgd);
        slow.ShouldHold([.. Start.Select(v => v - 0.01 * 2)]);
        fast.ShouldHold([.. Start.Select(v => v - 0.1 * (1 + 1.9))]);
        var (plain, decayed) = (Weight(), Weight());
        using var adamW = optim.AdamW(
            [new AdamW.ParamGroup([plain], 0), new AdamW.ParamGroup([decayed], 0.1, weight_decay: 0.5, eps: 1e9)], 1);
        adamW.ParamGroups.Select(group => group.LearningRate).Should().Equal(0, 0.1);
        (plain + decayed).sum().backward();
        adamW.step();
        plain.ShouldHold(Start);
        decayed.ShouldHold([.. Start.Select(v => v * 0.95)]);
        using var adam = optim.Adam([new Adam.ParamGroup { Parameters = [plain] }], 0.25);
        adam.ParamGroups.Single().LearningRate.Should().Be(0.25);

        void Twice(optim.Optimizer optimizer)
        {
            for (var i = 0; i < 2; i++)
            {
                optimizer.zero_grad();
                (slow + fast).sum().backward();
                optimizer.step();
            }
        }
    }

    [Fact]
    public void SavedState_ContinuesAsIfNeverStopped()
    {
        using var kept = Weight();
        using var original = optim.Adam([kept], Rate);
        Train(original, kept);
        using var memory = new MemoryStream();
        original.save_state_dict(new BinaryWriter(memory));
        using var copy = new Parameter(kept.detach().clone());
        using var restored = optim.Adam([copy], 99);
        memory.Position = 0;
        restored.load_state_dict(new BinaryReader(memory));
        restored.ParamGroups.Single().LearningRate.Should().Be(Rate);
        Train(original, kept);
        Train(restored, copy);
        copy.ShouldBe(kept, 0);
    }

    [Fact]
    public void Step_WithAClosure_ReturnsItsLoss()
    {
        using var weight = Weight();
        using var optimizer = optim.SGD([weight], Rate);
        using var loss = optimizer.step(() =>
        {
            var value = weight.square().sum();
            value.backward();
            return value;
        });
        loss!.item<double>().Should().BeApproximately(Start.Sum(v => v * v), 1e-12);
        weight.ShouldHold([.. Start.Select(v => v * (1 - 2 * Rate))]);
    }

    [Fact]
    public void Parameters_WithoutGradient_StayAsTheyAre()
    {
        using var scope = NewDisposeScope();
        var (used, unused) = (Weight(), Weight());
        using var optimizer = optim.AdamW([used, unused], Rate, weight_decay: 0.1);
        used.sum().backward();
        optimizer.step();
        unused.ShouldHold(Start);
    }

    [Fact]
    public void ClipGradNorm_ScalesDownToTheNorm_AndReturnsTheOneBefore()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (nn.Parameter(zeros(1, dtype: float64)), nn.Parameter(zeros(1, dtype: float64)));
        (3 * first + 4 * second).backward();
        nn.utils.clip_grad_norm_([first, second], 10).Should().BeApproximately(5, 1e-9);
        nn.utils.clip_grad_norm_([first, second], 1).Should().BeApproximately(5, 1e-9, "10 was above the norm");
        nn.utils.clip_grad_norm_([first, second], 1).Should().BeApproximately(1, 1e-5);
        using var optimizer = optim.SGD([first, second], 1);
        optimizer.step();
        first.Values().Concat(second.Values()).Should().BeEquivalentTo([-0.6, -0.8], options => options
            .Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-5)).WhenTypeIs<double>());
    }

    private static Parameter Weight() => nn.Parameter(tensor(Start));

    /// <summary>Steps down sum(w^2 + 0.3 w).</summary>
    private static void Train(optim.Optimizer optimizer, Parameter weight)
    {
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            (weight.square() + 0.3 * weight).sum().backward();
            optimizer.step();
        }
    }

    private static double[] Expected(Func<Func<int, double, double, double>> rule) => [.. Start.Select(value =>
    {
        var next = rule();
        for (var step = 1; step <= Steps; step++) value = next(step, value, 2 * value + 0.3);
        return value;
    })];

    private static Func<int, double, double> Moments(double beta1, double beta2, double epsilon)
    {
        var (mean, square) = (0.0, 0.0);
        return (step, gradient) =>
        {
            mean = beta1 * mean + (1 - beta1) * gradient;
            square = beta2 * square + (1 - beta2) * gradient * gradient;
            return mean / (1 - Math.Pow(beta1, step)) / (Math.Sqrt(square / (1 - Math.Pow(beta2, step))) + epsilon);
        };
    }
}
