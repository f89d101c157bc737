namespace Akka.Actor.Internal;

/// <summary>The cell that runs on this thread; a test kit puts its test actor here.</summary>
internal static class InternalCurrentActorCellKeeper
{
    public static ActorCell? Current
    {
        get => ActorCell.Current;
        set => ActorCell.Current = value;
    }
}
