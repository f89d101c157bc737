using TorchSharp.Modules;
using static TorchSharp.torch;
using Schedule = TorchSharp.torch.optim.lr_scheduler;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class LearningRateTests
{
    private const double Initial = 0.8;

    public static TheoryData<string> Names => new(Schedules.Keys);

    private static readonly Dictionary<string, Case> Schedules = new()
    {
        ["lambda"] = new(o => Schedule.LambdaLR(o, epoch => 1.0 / (1 + epoch)), t => Initial / (1 + t)),
        ["step"] = new(o => Schedule.StepLR(o, 3, 0.5), t => Initial * Math.Pow(0.5, t / 3)),
        ["exponential"] = new(o => Schedule.ExponentialLR(o, 0.9), t => Initial * Math.Pow(0.9, t)),
        ["cosine"] = new(o => Schedule.CosineAnnealingLR(o, 7, 0.1),
            t => 0.1 + 0.7 * (1 + Math.Cos(Math.PI * t / 7)) / 2),
    };

    private sealed record Case(Func<optim.Optimizer, Schedule.LRScheduler> Make, Func<int, double> Formula);

    [Theory]
    [MemberData(nameof(Names))]
    public void Schedule_FollowsItsFormula(string name)
    {
        using var scope = NewDisposeScope();
        using var optimizer = optim.SGD([nn.Parameter(zeros(1))], Initial);
        var (make, formula) = Schedules[name];
        var schedule = make(optimizer);
        for (var epoch = 0; epoch <= 7; epoch++)
        {
            schedule.get_last_lr().Single().Should().BeApproximately(formula(epoch), 1e-9, "epoch {0}", epoch);
            optimizer.ParamGroups.Single().LearningRate.Should().BeApproximately(formula(epoch), 1e-9);
            schedule.step();
        }
    }

    [Fact]
    public void Schedule_ScalesEachGroupFromItsOwnRate()
    {
        using var scope = NewDisposeScope();
        using var optimizer = optim.Adam(
            [new Adam.ParamGroup([nn.Parameter(zeros(1))], 0.1), new Adam.ParamGroup([nn.Parameter(zeros(1))], 0.4)]);
        var schedule = Schedule.StepLR(optimizer, 1, 0.5);
        schedule.step();
        schedule.get_last_lr().Should().SatisfyRespectively(
            rate => rate.Should().BeApproximately(0.05, 1e-12), rate => rate.Should().BeApproximately(0.2, 1e-12));
    }
}
