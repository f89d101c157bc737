using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EditableDeepSC.Benchmarks.Fuzz;

/// <summary>Damages files and JSON in the ways of people, disks and attackers; a seed gives the same damage again.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly string[] OddValues =
    [
        "null", "true", "0", "-0", "-1", "1", "2", "0.5", "1e308", "-1e308", "1e999", "1e-320", "2147483648", "-2147483649",
        "9223372036854775808", "9007199254740993", "1e6", "1000001", "\"\"", "\"NaN\"", "\"1\"", "\"\\u202egpj\"",
        "\"\\u001b[2J\"", "\"a\\nb\"", "\"../../etc/passwd\"", "\"/dev/zero\"", "\"\\ud800\"", "\"portraits\"", "[]", "{}",
        "[null]", "[[]]", "{\"type\":\"jakes\"}", "{\"type\":\"chain\",\"channels\":[]}", "[1,1]", "[4096]", "\"=1+1\"",
    ];

    private readonly Random random = new(seed);

    public int Next(int end) => random.Next(end);

    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>A value that is hardly what is wanted, as JSON that may be broken.</summary>
    public string OddValue() => random.Next(20) switch
    {
        0 => $"\"{new string('x', 100_000)}\"",
        1 => new string('[', 40) + new string(']', 40),
        2 => random.NextInt64().ToString(CultureInfo.InvariantCulture),
        _ => Pick(OddValues),
    };

    /// <summary>The text of a JSON value with one to three of its parts changed, taken out, doubled or renamed.</summary>
    public string Json(string json)
    {
        var text = json;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var places = new List<(int Start, int End, bool IsKey)>();
            try
            {
                Collect(Encoding.UTF8.GetBytes(text), places);
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                return text;
            }
            if (places.Count == 0) return text;
            var (start, end, isKey) = Pick(places);
            var bytes = Encoding.UTF8.GetBytes(text);
            var part = Encoding.UTF8.GetString(bytes[start..end]);
            var other = Pick(places);
            var with = (isKey, random.Next(6)) switch
            {
                (true, < 3) => "\"" + part.Trim('"') + Pick(["s", "X", "\\u0007", "."]) + "\"",
                (true, _) => Encoding.UTF8.GetString(bytes[other.Start..other.End]),
                (_, 0) => Encoding.UTF8.GetString(bytes[other.Start..other.End]),
                (_, 1) => "[" + part + "," + part + "]",
                (_, < 4) when double.TryParse(part, CultureInfo.InvariantCulture, out var number) =>
                    (number * Pick([-1, 0.1, 0.5, 2, 10])).ToString(CultureInfo.InvariantCulture),
                _ => OddValue(),
            };
            text = Encoding.UTF8.GetString(bytes[..start]) + with + Encoding.UTF8.GetString(bytes[end..]);
        }
        return text;
    }

    /// <summary>Bytes with bits turned, cut, doubled, replaced or swapped.</summary>
    public byte[] Bytes(byte[] original)
    {
        var file = original.ToArray();
        if (file.Length == 0) return [(byte)random.Next(256)];
        var (from, count) = (random.Next(file.Length), random.Next(1, 200));
        switch (random.Next(6))
        {
            case 0:
                for (var flips = random.Next(1, 8); flips > 0; flips--)
                    file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return file;
            case 1: return file[..from];
            case 2: return [.. file[..from], .. file.Skip(from).Take(count), .. file[from..]];
            case 3: return [.. file[..from], .. file.Skip(from + count)];
            case 4:
                file[random.Next(Math.Min(file.Length, 400))] = (byte)random.Next(256);
                return file;
            default:
                random.NextBytes(file.AsSpan(from, Math.Min(8, file.Length - from)));
                return file;
        }
    }

    private static void Collect(byte[] json, List<(int Start, int End, bool IsKey)> places)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        });
        var open = new Stack<int>();
        while (reader.Read())
        {
            var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) open.Push(start);
            else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                places.Add((open.Pop(), end, false));
            else if (reader.TokenType == JsonTokenType.PropertyName)
                places.Add((start, start + 2 + reader.ValueSpan.Length, true));
            else places.Add((start, end, false));
        }
    }
}
