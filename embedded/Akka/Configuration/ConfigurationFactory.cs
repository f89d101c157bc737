using System.Collections;
using System.Globalization;

namespace Akka.Configuration;

/// <summary>Makes configurations from text and from objects.</summary>
public class ConfigurationFactory
{
    public static Config Empty => Config.Empty;

    /// <summary>The settings of a system that has none of its own.</summary>
    public static Config Default() => ReferenceConfig.Value;

    public static Config ParseString(string hocon) => new(HoconParser.Parse(hocon));

    /// <summary>From the properties of an object, nested as its objects are.</summary>
    public static Config FromObject(object source) => new((Dictionary<string, object>)ToNode(source));

    private static object ToNode(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        TimeSpan span => span.ToString(),
        Enum named => named.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IDictionary map => map.Keys.Cast<object>().ToDictionary(key => key.ToString()!, key => ToNode(map[key]!)),
        IEnumerable list => list.Cast<object>().Select(ToNode).ToList(),
        _ => value.GetType().GetProperties()
            .Where(property => property.GetValue(value) is not null)
            .ToDictionary(property => property.Name, property => ToNode(property.GetValue(value)!)),
    };
}
