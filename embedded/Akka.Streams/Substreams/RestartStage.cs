using Akka.Event;
using Akka.Streams.Dsl;
using Akka.Streams.Sources;
using Akka.Streams.Stage;

namespace Akka.Streams.Substreams;

/// <summary>Runs a source until it ends, waits, and runs a new one.</summary>
internal sealed class RestartStage<T, TMat>(
    Func<Source<T, TMat>> factory, RestartSettings settings, bool onlyOnFailures) : SourceStage<T>
{
    private readonly Func<Source<T, TMat>> _factory = factory;
    private readonly RestartSettings _settings = settings;
    private readonly bool _onlyOnFailures = onlyOnFailures;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(RestartStage<T, TMat> stage) : TimerSourceLogic<T>(stage.Shape), IInHandler
    {
        private SubSink<T>? _attempt;
        private TimeSpan _startedAt;
        private int _restarts;

        private TimeSpan Now => Island.Materializer.System.Scheduler.MonotonicClock;

        public override void PreStart() => StartAttempt();

        public override void OnPull() => _attempt?.Pull();

        public void OnPush() => Push(Out, _attempt!.Grab());

        public void OnUpstreamFinish()
        {
            if (stage._onlyOnFailures || !MayRestart())
                CompleteStage();
            else
                Wait();
        }

        public void OnUpstreamFailure(Exception e)
        {
            if (!MayRestart())
            {
                FailStage(e);
                return;
            }

            Log.Warning(e, "Restarting graph due to failure: {0}", e.Message);
            Wait();
        }

        public override void PostStop() => _attempt?.Cancel(SubscriptionWithCancelException.StageWasCompleted.Instance);

        protected internal override void OnTimer(object timerKey) => StartAttempt();

        private void StartAttempt()
        {
            _startedAt = Now;
            _attempt = new SubSink<T>(this, _ => this);
            if (IsAvailable(Out))
                _attempt.Pull();
            try
            {
                stage._factory().To(_attempt).Run(SubFusingMaterializer);
            }
            catch (Exception failure)
            {
                OnUpstreamFailure(failure);
            }
        }

        private bool MayRestart()
        {
            if (Now - _startedAt >= stage._settings.MaxRestartsWithin)
                _restarts = 0;
            return _restarts < stage._settings.MaxRestarts;
        }

        private void Wait()
        {
            var settings = stage._settings;
            var ticks = Math.Min(settings.MinBackoff.Ticks * Math.Pow(2, _restarts), settings.MaxBackoff.Ticks);
            var jitter = 1 + (Random.Shared.NextDouble() * settings.RandomFactor);
            _restarts++;
            _attempt = null;
            ScheduleOnce(this, TimeSpan.FromTicks((long)(ticks * jitter)));
        }
    }
}
