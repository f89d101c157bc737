namespace EditableDeepSC.Channels;

/// <summary>The order in which waiting transmissions get the air.</summary>
internal interface IScheduler
{
    /// <summary>Lets a request wait.</summary>
    void Add(in PendingRequest request);

    /// <summary>Takes the next one; false when none waits.</summary>
    /// <param name="waiting">What still waits: all else has been withdrawn and is dropped.</param>
    /// <param name="freeSeconds">Since when the air is free.</param>
    /// <param name="next">The next one.</param>
    bool TryTake(HashSet<TransmissionId> waiting, double freeSeconds, out PendingRequest next);
}
