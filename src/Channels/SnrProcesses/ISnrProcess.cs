using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>How good a user's link is over time: a pure function, so any time may be asked in any order.</summary>
public interface ISnrProcess
{
    /// <summary>The SNR, Es/N0 in dB averaged over fading, at a time in seconds from the start of the run.</summary>
    double SnrDbAt(Seed seed, UserId user, double timeSeconds);
}
