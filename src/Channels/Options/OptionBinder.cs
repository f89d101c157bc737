using System.Text.Json;

namespace EditableDeepSC.Channels.Options;

/// <summary>
/// Turns JSON into records of options, strictly: an unknown key, or a value of a wrong kind or out of its range, throws
/// a <see cref="ChannelOptionException"/> with its path. Channels, SNR processes and scenarios are bound by it.
/// </summary>
/// <param name="module">Begins each message; empty where the caller names the place.</param>
/// <param name="json">Reads what is neither a scalar, a list nor a record of options: modules within modules.</param>
/// <param name="ignoredKey">A key that says nothing of the options, such as "type".</param>
public sealed class OptionBinder(string module, JsonSerializerOptions json, string ignoredKey)
{
    /// <summary>Options with the values of a JSON object; with its defaults where there is none.</summary>
    public TOptions Bind<TOptions>(JsonElement values) where TOptions : new() =>
        values.ValueKind == JsonValueKind.Undefined ? new TOptions() : (TOptions)Record(typeof(TOptions), values, "");

    private object Record(Type type, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Mistake(path, path.Length == 0
                ? $"{value.GetRawText()} is not an object; give one"
                : $"'{path}' is {value.GetRawText()}; give an object");
        }
        var record = Activator.CreateInstance(type)!;
        var known = ParameterDescription.AllOf(type, json).ToDictionary(parameter => parameter.Name);
        foreach (var given in value.EnumerateObject().Where(given => given.Name != ignoredKey))
        {
            if (!known.TryGetValue(given.Name, out var parameter))
            {
                var hint = NearestName.Hint(given.Name, known.Keys);
                throw Mistake(path, $"unknown key '{given.Name}'; {hint}", given.Name);
            }
            var place = path.Length == 0 ? given.Name : $"{path}.{given.Name}";
            parameter.Property.SetValue(
                record, Read(parameter.Property.PropertyType, given.Value, place, parameter.Rule));
        }
        return record;
    }

    private object? Read(Type type, JsonElement value, string path, ParameterAttribute rule)
    {
        if (value.ValueKind == JsonValueKind.Null) throw WrongKind(type, value, path, rule);
        if (ParameterDescription.ElementOf(type) is { } element) return List(type, element, value, path, rule);
        if (ParameterDescription.AllOf(type, json).Count > 0) return Record(type, value, path);
        return (value.ValueKind, type) switch
        {
            (JsonValueKind.Number, { IsEnum: false })
                when Type.GetTypeCode(type) is TypeCode.Double or TypeCode.Int32 or TypeCode.Int64 => Number(type, value, path, rule),
            (JsonValueKind.String, { IsEnum: true }) => Name(type, value.GetString()!, path),
            _ => Deserialize(type, value, path, rule),
        };
    }

    private Array List(Type type, Type element, JsonElement value, string path, ParameterAttribute rule)
    {
        if (value.ValueKind != JsonValueKind.Array) throw WrongKind(type, value, path, rule);
        var count = value.GetArrayLength();
        if (count > rule.MaxCount)
            throw Mistake(path, $"'{path}' has {count} entries; give at most {rule.MaxCount}. {rule.Summary}");
        var list = Array.CreateInstance(element, count);
        foreach (var (i, item) in value.EnumerateArray().Index())
            list.SetValue(Read(element, item, $"{path}[{i}]", rule), i);
        return list;
    }

    private object Number(Type type, JsonElement value, string path, ParameterAttribute rule)
    {
        var number = value.GetDouble();
        if (type != typeof(double) && number != Math.Truncate(number)) throw WrongKind(type, value, path, rule);
        if (rule.MistakeOf(path, number) is { } mistake) throw Mistake(path, mistake);
        if (type == typeof(int) && Math.Abs(number) > int.MaxValue) throw WrongKind(type, value, path, rule);
        return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }

    private object Name(Type type, string text, string path)
    {
        var names = Enum.GetNames(type).ToDictionary(name => ParameterDescription.NameOf(type, name));
        if (names.TryGetValue(text, out var name)) return Enum.Parse(type, name);
        var hint = NearestName.Of(text, names.Keys) is { } nearest ? $"did you mean \"{nearest}\"? It" : "it";
        throw Mistake(path, $"'{path}' is \"{text}\"; {hint} takes {string.Join(", ", names.Keys)}");
    }

    private object? Deserialize(Type type, JsonElement value, string path, ParameterAttribute rule)
    {
        try
        {
            return value.Deserialize(type, json);
        }
        catch (JsonException)
        {
            throw WrongKind(type, value, path, rule);
        }
        catch (ChannelOptionException inner) // of a module within this one
        {
            var separator = inner.Path is "" or ['[', ..] ? "" : ".";
            throw new ChannelOptionException(inner.Message, inner)
            {
                Path = path + separator + inner.Path,
                UnknownKey = inner.UnknownKey,
            };
        }
    }

    private ChannelOptionException WrongKind(Type type, JsonElement value, string path, ParameterAttribute rule)
    {
        var unit = rule.Unit.Length > 0 ? $" in {rule.Unit}" : "";
        var kind = ParameterDescription.KindOf(type);
        return Mistake(path, $"'{path}' is {value.GetRawText()}; give {kind}{unit}. {rule.Summary}");
    }

    private ChannelOptionException Mistake(string path, string text, string? unknownKey = null) =>
        new(module.Length == 0 ? text : $"{module}: {text}") { Path = path, UnknownKey = unknownKey };
}

/// <summary>An option, name or file that a user gave cannot be used; the message says which and what to do.</summary>
public sealed class ChannelOptionException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Where in the JSON that was bound, such as "points[1].snrDb"; empty for all of it.</summary>
    public string Path { get; init; } = "";

    /// <summary>The key in the object at <see cref="Path"/> that no option has; null for other mistakes.</summary>
    public string? UnknownKey { get; init; }
}
