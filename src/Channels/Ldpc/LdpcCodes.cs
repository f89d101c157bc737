namespace EditableDeepSC.Channels;

/// <summary>The codes that can be named: IEEE 802.11n, and one of IEEE 802.16e for its published curves.</summary>
public static class LdpcCodes
{
    /// <summary>All codes, by length and rate.</summary>
    public static IReadOnlyList<LdpcCode> All { get; } =
    [
        new("ldpc576r12", Ieee80216e576.Lifting, Ieee80216e576.Rate12),
        new("ldpc648r12", Ieee80211n648.Lifting, Ieee80211n648.Rate12),
        new("ldpc648r23", Ieee80211n648.Lifting, Ieee80211n648.Rate23),
        new("ldpc648r34", Ieee80211n648.Lifting, Ieee80211n648.Rate34),
        new("ldpc648r56", Ieee80211n648.Lifting, Ieee80211n648.Rate56),
        new("ldpc1296r12", Ieee80211n1296.Lifting, Ieee80211n1296.Rate12),
        new("ldpc1296r23", Ieee80211n1296.Lifting, Ieee80211n1296.Rate23),
        new("ldpc1296r34", Ieee80211n1296.Lifting, Ieee80211n1296.Rate34),
        new("ldpc1296r56", Ieee80211n1296.Lifting, Ieee80211n1296.Rate56),
        new("ldpc1944r12", Ieee80211n1944.Lifting, Ieee80211n1944.Rate12),
        new("ldpc1944r23", Ieee80211n1944.Lifting, Ieee80211n1944.Rate23),
        new("ldpc1944r34", Ieee80211n1944.Lifting, Ieee80211n1944.Rate34),
        new("ldpc1944r56", Ieee80211n1944.Lifting, Ieee80211n1944.Rate56),
    ];

    /// <summary>The code of that name, in any case; a wrong one throws <see cref="ChannelOptionException"/>.</summary>
    public static LdpcCode Find(string name) =>
        All.FirstOrDefault(code => code.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ChannelOptionException(
            $"Unknown code '{name}'; did you mean '{NearestName.Of(name, All.Select(code => code.Name))}'?");
}
