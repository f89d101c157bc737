namespace EditableDeepSC.Actors;

/// <summary>How a run came out.</summary>
/// <param name="Balance">What went in and what came out.</param>
/// <param name="Statistics">What users got.</param>
/// <param name="Encoders">What the encoders did.</param>
/// <param name="Decoders">What the decoders did.</param>
/// <param name="DeadLetters">Messages that reached nobody; each is a mistake of the program.</param>
/// <param name="SimulatedSeconds">How long the run took in simulated time.</param>
/// <param name="WallSeconds">How long it took.</param>
/// <param name="End">Why it ended.</param>
public sealed record RunResult(Balance Balance, RunStatistics Statistics, PoolReport Encoders, PoolReport Decoders,
    long DeadLetters, double SimulatedSeconds, double WallSeconds, RunEnd End);
