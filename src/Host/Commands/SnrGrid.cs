using System.Globalization;

namespace EditableDeepSC.Host.Commands;

/// <summary>A list of SNRs as a user writes it: "5", "0,3,6" or "first:step:last".</summary>
internal static class SnrGrid
{
    private const int MostPoints = 1000;

    /// <summary>The SNRs in dB; a text that is no grid is the user's mistake.</summary>
    public static double[] Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3) return parts.Length == 1 ? [.. text.Split(',').Select(Number)] : throw Mistake();
        var (first, step, last) = (Number(parts[0]), Number(parts[1]), Number(parts[2]));
        var steps = (last - first) / step;
        if (!(steps is >= 0 and < MostPoints)) throw Mistake();
        return [.. Enumerable.Range(0, 1 + (int)Math.Floor(steps + 1e-9)).Select(i => first + i * step)];

        double Number(string number) =>
            double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) ? value : throw Mistake();

        UserErrorException Mistake() => new(
            $"--snr '{text}' is no list of decibels: write one (5), several (0,3,6) or first:step:last " +
            "(--snr=-6:2:20).");
    }
}
