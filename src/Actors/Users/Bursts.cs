using System.Globalization;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>
/// A rate that jumps at random between a quiet and a busy value, with the same state for the whole group: a two-state
/// Markov-modulated Poisson process (Heffes and Lucantoni, IEEE JSAC 4(6), 1986), stationary from the start. The
/// arrivals of each user are an independent thinning of it.
/// </summary>
internal sealed class Bursts : IArrivalShape
{
    private const double MostStates = 1e6;

    private readonly Lazy<RateLines> path; // many runs may be planned that are carried out much later

    /// <param name="options">Rates and mean lengths.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="group">Whose numbers the states are drawn from.</param>
    /// <param name="durationSeconds">How long the states are drawn.</param>
    public Bursts(ArrivalOptions options, Seed seed, UserId group, double durationSeconds)
    {
        var cycleSeconds = options.QuietSeconds + options.BurstSeconds;
        if (2 * durationSeconds / cycleSeconds > MostStates)
        {
            throw new ChannelOptionException(string.Create(CultureInfo.InvariantCulture,
                $"there are {durationSeconds / cycleSeconds:0} bursts in {durationSeconds} s; ")
                + $"at most {(int)MostStates / 2} can be followed, "
                + "so give a longer 'quietSeconds' or 'burstSeconds', or a shorter run");
        }
        path = new(() => new RateLines([.. States(options, seed, group, durationSeconds)
            .Select(state => (state.Seconds, RateOf(state.IsBusy), RateOf(state.IsBusy)))]));

        double RateOf(bool isBusy) => isBusy ? options.BurstRatePerSecond : options.RatePerSecond;
    }

    public double TimeOf(double count) => path.Value.TimeOf(count);

    /// <summary>The states of a group in turn, until they last for a run.</summary>
    private static IEnumerable<(bool IsBusy, double Seconds)> States(
        ArrivalOptions options, Seed seed, UserId group, double durationSeconds)
    {
        double Uniform(int index) =>
            new PhiloxKey(seed, StreamPurpose.Users, group, new TransmissionId(index)).Uniform(0);

        var isBusy = Uniform(0) < options.BurstSeconds / (options.QuietSeconds + options.BurstSeconds);
        var at = 0.0;
        for (var index = 1; at < durationSeconds; index++, isBusy = !isBusy)
        {
            var mean = isBusy ? options.BurstSeconds : options.QuietSeconds;
            var seconds = -mean * Math.Log(1 - Uniform(index));
            yield return (isBusy, seconds);
            at += seconds;
        }
    }
}
