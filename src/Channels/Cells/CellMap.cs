using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Channels.Cells;

/// <summary>What becomes of a signal on its way between several cells and their users.</summary>
public sealed record RadioOptions
{
    internal const string Name = "radio";

    [Parameter("Distance for which 'snrAtReferenceDb' of a cell holds; nearer users have the same.",
        Min = 0.1, Max = 1e6, Unit = "m")]
    public double ReferenceMetres { get; init; } = 100;

    [Parameter("Path-loss exponent: 2 in free space, 3.76 between the roofs of a city (3GPP TR 36.814).",
        Min = 1, Max = 8)]
    public double Exponent { get; init; } = 3.76;

    [Parameter("Standard deviation of the shadowing, drawn for each user and cell.", Min = 0, Max = 30, Unit = "dB")]
    public double ShadowingDb { get; init; } = 8;

    [Parameter("Way over which the shadowing's correlation falls to 1/e.", Min = 0.1, Max = 1e5, Unit = "m")]
    public double DecorrelationMetres { get; init; } = 50;
}

/// <summary>
/// The SNR of each cell for the users of a group: log-distance path loss, and shadowing that belongs to the place on the
/// user's route. A pure function of (seed, user, time); cells do not disturb each other.
/// </summary>
public sealed class CellMap
{
    private readonly CellSiteOptions[] sites;
    private readonly RadioOptions radio;
    private readonly Mobility mobility;
    private readonly RouteShadowing shadowing;

    /// <summary>Throws <see cref="ChannelOptionException"/> where the options do not fit each other.</summary>
    public CellMap(IReadOnlyList<CellSiteOptions> sites, RadioOptions radio, MobilityOptions mobility)
    {
        OptionRules.Check(RadioOptions.Name, radio);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sites.Count, CellSiteOptions.Most);
        (this.sites, this.radio, this.mobility) = ([.. sites], radio, new Mobility(mobility));
        shadowing = new RouteShadowing(radio.DecorrelationMetres);
        Cells = [.. Enumerable.Range(0, sites.Count).Select(cell => new OneCell(this, cell))];
    }

    /// <summary>Each cell as the SNR process of those whom it serves.</summary>
    public IReadOnlyList<ISnrProcess> Cells { get; }

    /// <summary>The SNR of every cell, dB, [Cells.Count].</summary>
    public void SnrsDb(Seed seed, UserId user, double timeSeconds, Span<double> snrsDb)
    {
        var place = mobility.At(seed, user, timeSeconds);
        Span<double> shadows = stackalloc double[RouteShadowing.Cells];
        for (var cell = 0; cell < sites.Length; cell++)
        {
            if (cell % RouteShadowing.Cells == 0) Shadows(seed, user, place, cell, shadows);
            snrsDb[cell] = MeanDb(sites[cell], place) + radio.ShadowingDb * shadows[cell % RouteShadowing.Cells];
        }
    }

    /// <summary>The SNR of one cell, dB.</summary>
    public double SnrDb(Seed seed, UserId user, double timeSeconds, int cell)
    {
        var place = mobility.At(seed, user, timeSeconds);
        Span<double> shadows = stackalloc double[RouteShadowing.Cells];
        Shadows(seed, user, place, cell, shadows);
        return MeanDb(sites[cell], place) + radio.ShadowingDb * shadows[cell % RouteShadowing.Cells];
    }

    private void Shadows(Seed seed, UserId user, in UserPlace place, int cell, Span<double> shadows)
    {
        if (radio.ShadowingDb == 0) return;
        var key = new PhiloxKey(seed, StreamPurpose.CellShadowing, user, new TransmissionId(cell / RouteShadowing.Cells));
        shadowing.Fill(key, place.RouteMetres, shadows);
    }

    private double MeanDb(CellSiteOptions site, in UserPlace place)
    {
        var (east, north) = (place.XMetres - site.XMetres, place.YMetres - site.YMetres);
        var square = (east * east + north * north) / (radio.ReferenceMetres * radio.ReferenceMetres);
        return site.SnrAtReferenceDb - 5 * radio.Exponent * Math.Log10(Math.Max(1, square));
    }

    private sealed class OneCell(CellMap map, int cell) : ISnrProcess
    {
        public double SnrDbAt(Seed seed, UserId user, double timeSeconds) => map.SnrDb(seed, user, timeSeconds, cell);
    }
}
