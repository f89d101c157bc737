namespace Akka.Streams.Stage;

/// <summary>The reference by which actors reach the stage.</summary>
public abstract partial class GraphStageLogic
{
    private StageActor? _stageActor;

    public StageActor StageActor => _stageActor ?? throw new StageActorRefNotInitializedException();

    /// <summary>Makes the stage's reference, or gives it another handler; to be called from PreStart on.</summary>
    protected StageActor GetStageActor(StageActorRef.Receive receive)
    {
        if (_stageActor is null)
            _stageActor = new StageActor(Island, GetAsyncCallback<(Akka.Actor.IActorRef, object)>, receive);
        else
            _stageActor.Become(receive);
        return _stageActor;
    }
}
