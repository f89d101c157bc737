namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Learning rates as functions of the number of steps, each relative to the group's initial rate.
        /// </summary>
        public static class lr_scheduler
        {
            public abstract class LRScheduler
            {
                private readonly Optimizer optimizer;

                private protected LRScheduler(Optimizer optimizer, int last_epoch)
                {
                    this.optimizer = optimizer;
                    Epoch = last_epoch;
                    step();
                }

                private protected int Epoch { get; private set; }

                public virtual void step() => step(Epoch + 1);

                public virtual void step(int? epoch)
                {
                    Epoch = epoch ?? Epoch + 1;
                    foreach (var group in optimizer.ParamGroups) group.LearningRate = RateAt(group.InitialLearningRate);
                }

                public IEnumerable<double> get_last_lr() => optimizer.ParamGroups.Select(group => group.LearningRate);

                private protected abstract double RateAt(double initial);
            }

            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1,
                bool verbose = false) =>
                new Scaled(optimizer, (epoch, initial) => initial * lr_lambda(epoch), last_epoch);

            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1,
                int last_epoch = -1, bool verbose = false) =>
                new Scaled(optimizer, (epoch, initial) => initial * Math.Pow(gamma, epoch / step_size), last_epoch);

            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1,
                bool verbose = false) =>
                new Scaled(optimizer, (epoch, initial) => initial * Math.Pow(gamma, epoch), last_epoch);

            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0,
                int last_epoch = -1, bool verbose = false) => new Scaled(optimizer, (epoch, initial) =>
                eta_min + (initial - eta_min) * (1 + Math.Cos(Math.PI * epoch / T_max)) / 2, last_epoch);

            private sealed class Scaled : LRScheduler
            {
                private readonly Func<int, double, double> rate;

                internal Scaled(Optimizer optimizer, Func<int, double, double> rate, int lastEpoch)
                    : base(optimizer, lastEpoch)
                {
                    this.rate = rate;
                    step(Epoch);
                }

                // The base constructor asks before the rule is known.
                private protected override double RateAt(double initial) =>
                    rate is null ? initial : rate(Epoch, initial);
            }
        }
    }
}
