using System.Runtime.InteropServices;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Cells;

/// <summary>When a user changes to another cell, and what that costs.</summary>
public sealed record HandoverOptions
{
    internal const string Name = "handover";

    [Parameter("How much stronger another cell must be than the one that serves (event A3 of 3GPP TS 36.331).",
        Min = 0, Max = 60, Unit = "dB")]
    public double HysteresisDb { get; init; } = 3;

    [Parameter("It must have been so before, by this time.", Min = 0, Max = 1e5, Unit = "ms")]
    public double TimeToTriggerMs { get; init; }

    [Parameter("How long a user cannot send after a handover.", Min = 0, Max = 1e6, Unit = "ms")]
    public double InterruptionMs { get; init; } = 50;

    [Parameter("A handover back to the cell before within this time is a ping-pong.", Min = 0, Max = 1e6, Unit = "s")]
    public double PingPongSeconds { get; init; } = 5;
}

/// <summary>Whether a user has changed its cell.</summary>
public enum CellChange : byte
{
    None,

    Handover,

    /// <summary>A handover back to the cell that was left a short time ago.</summary>
    PingPong,
}

/// <summary>The cell of one request.</summary>
/// <param name="Cell">Counted from 0.</param>
/// <param name="Change">Whether the request before had another one.</param>
/// <param name="WaitSeconds">How long the user cannot send yet, because of a handover.</param>
public readonly record struct CellChoice(int Cell, CellChange Change, double WaitSeconds);

/// <summary>
/// The cells that serve users of consecutive numbers. A user measures all cells when it sends: it begins with the
/// strongest and leaves it for one that is stronger by the hysteresis. Twelve bytes a user are all that is kept.
/// </summary>
public sealed class ServingCells
{
    private readonly CellMap map;
    private readonly HandoverOptions options;
    private readonly Seed seed;
    private readonly UserId first;
    private readonly Serving[] users;

    public ServingCells(CellMap map, HandoverOptions options, Seed seed, UserId first, int count)
    {
        OptionRules.Check(HandoverOptions.Name, options);
        (this.map, this.options, this.seed, this.first) = (map, options, seed, first);
        users = new Serving[count];
    }

    /// <summary>The cell of a request that is made now.</summary>
    public CellChoice Choose(UserId user, double nowSeconds)
    {
        Span<double> snrsDb = stackalloc double[map.Cells.Count];
        map.SnrsDb(seed, user, nowSeconds, snrsDb);
        var best = 0;
        for (var cell = 1; cell < snrsDb.Length; cell++)
            if (snrsDb[cell] > snrsDb[best]) best = cell;
        ref var serving = ref users[user.Value - first.Value];
        var change = CellChange.None;
        if (!serving.IsKnown)
        {
            var cell = (byte)best;
            serving = new Serving { IsKnown = true, Cell = cell, Before = cell, SinceSeconds = double.NegativeInfinity };
        }
        else if (snrsDb[best] > snrsDb[serving.Cell] + options.HysteresisDb
            && WasSoBefore(user, nowSeconds, best, serving.Cell))
        {
            var isBack = best == serving.Before && nowSeconds - serving.SinceSeconds <= options.PingPongSeconds;
            change = isBack ? CellChange.PingPong : CellChange.Handover;
            serving = serving with { Cell = (byte)best, Before = serving.Cell, SinceSeconds = nowSeconds };
        }
        return new CellChoice(serving.Cell, change,
            Math.Max(0, serving.SinceSeconds + options.InterruptionMs / 1000 - nowSeconds));
    }

    private bool WasSoBefore(UserId user, double nowSeconds, int best, int serving)
    {
        if (options.TimeToTriggerMs == 0) return true;
        var then = Math.Max(0, nowSeconds - options.TimeToTriggerMs / 1000);
        return map.SnrDb(seed, user, then, best) > map.SnrDb(seed, user, then, serving) + options.HysteresisDb;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Serving
    {
        public bool IsKnown;
        public byte Cell;
        public byte Before;
        public double SinceSeconds;
    }
}
