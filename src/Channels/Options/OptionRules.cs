using System.Collections;
using System.Reflection;

namespace EditableDeepSC.Channels.Options;

/// <summary>Checks options against the ranges that their <see cref="ParameterAttribute"/>s state.</summary>
public static class OptionRules
{
    /// <summary>Throws <see cref="ChannelOptionException"/> on the first value out of range.</summary>
    /// <param name="module">Named in the message.</param>
    /// <param name="options">A record whose properties carry <see cref="ParameterAttribute"/>.</param>
    public static void Check(string module, object options) => Check(module, "", options);

    /// <summary>The options themselves, after <see cref="Check(string, object)"/>.</summary>
    public static TOptions Checked<TOptions>(string module, TOptions options) where TOptions : notnull
    {
        Check(module, options);
        return options;
    }

    private static void Check(string module, string prefix, object options)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<ParameterAttribute>() is not { } rule) continue;
            var place = prefix + ParameterDescription.NameOf(property.Name);
            CheckValue(module, place, property.GetValue(options), rule);
        }
    }

    private static void CheckValue(string module, string place, object? value, ParameterAttribute rule)
    {
        switch (value)
        {
            case null or "":
                throw new ChannelOptionException($"{module}: '{place}' is missing. {rule.Summary}");
            case double or int or long:
                CheckNumber(module, place, Convert.ToDouble(value, CultureInfo.InvariantCulture), rule);
                break;
            case ICollection list:
                CheckList(module, place, list, rule);
                break;
        }
    }

    private static void CheckNumber(string module, string place, double number, ParameterAttribute rule)
    {
        if (rule.MistakeOf(place, number) is { } mistake) throw new ChannelOptionException($"{module}: {mistake}");
    }

    private static void CheckList(string module, string place, ICollection list, ParameterAttribute rule)
    {
        if (list.Count == 0 || list.Count > rule.MaxCount)
        {
            var most = rule.MaxCount == int.MaxValue ? "at least 1" : $"1 to {rule.MaxCount}";
            throw new ChannelOptionException(
                $"{module}: '{place}' has {list.Count} entries; give {most}. {rule.Summary}");
        }
        var index = 0;
        foreach (var element in list)
        {
            if (element is double number) CheckNumber(module, $"{place}[{index}]", number, rule);
            else Check(module, $"{place}[{index}].", element);
            index++;
        }
    }
}
