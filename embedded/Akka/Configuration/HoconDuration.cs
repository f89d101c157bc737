using System.Globalization;

namespace Akka.Configuration;

/// <summary>Reads durations: <c>250</c> (ms), <c>10 ms</c>, <c>1.5s</c>, <c>2 minutes</c>, <c>infinite</c>.</summary>
internal static class HoconDuration
{
    public static TimeSpan Parse(string text, bool allowInfinite)
    {
        if (text == "infinite" && allowInfinite)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var digits = text.Length - text.AsSpan().TrimStart("0123456789.").Length;
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            throw new FormatException($"'{text}' is not a duration; write for instance 250ms, 1.5s or 2m.");
        }

        return text[digits..].Trim() switch
        {
            "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.FromMilliseconds(number),
            "s" or "second" or "seconds" => TimeSpan.FromSeconds(number),
            "m" or "minute" or "minutes" => TimeSpan.FromMinutes(number),
            "h" or "hour" or "hours" => TimeSpan.FromHours(number),
            "d" or "day" or "days" => TimeSpan.FromDays(number),
            _ when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => span,
            _ => throw new FormatException($"'{text}' is not a duration; write for instance 250ms, 1.5s or 2m."),
        };
    }
}
