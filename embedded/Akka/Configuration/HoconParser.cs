using System.Text;

namespace Akka.Configuration;

/// <summary>
/// Reads HOCON: nested objects, dotted keys, lists, quoted and triple-quoted strings, unquoted text, and comments
/// (# and //). An object holds dictionaries, lists (<c>List&lt;object&gt;</c>) and strings.
/// </summary>
internal sealed class HoconParser(string text)
{
    private int _at;

    private bool AtEnd => _at >= text.Length;

    private char Current => text[_at];

    public static Dictionary<string, object> Parse(string text)
    {
        var parser = new HoconParser(text);
        parser.SkipBlank();
        var braced = !parser.AtEnd && parser.Current == '{';
        if (braced)
        {
            parser._at++;
        }

        var root = new Dictionary<string, object>();
        parser.ReadMembers(root, braced);
        parser.SkipBlank();
        return parser.AtEnd ? root : throw parser.Error($"unexpected '{parser.Current}'");
    }

    private void ReadMembers(Dictionary<string, object> target, bool untilBrace)
    {
        for (SkipSeparators(); !AtEnd && Current != '}'; SkipSeparators())
        {
            ReadMember(target);
        }

        if (untilBrace)
        {
            Expect('}');
        }
    }

    private void ReadMember(Dictionary<string, object> target)
    {
        var keys = ReadKey();
        foreach (var key in keys.SkipLast(1))
        {
            target = Nested(target, key);
        }

        SkipBlank();
        var assigned = !AtEnd && Current is '=' or ':';
        if (assigned)
        {
            _at++;
            SkipBlank();
        }
        else if (AtEnd || Current != '{')
        {
            throw Error($"'{string.Join('.', keys)}' has no value; write key = value or key {{ ... }}");
        }

        if (AtEnd || Current != '{')
        {
            target[keys[^1]] = ReadValue();
            return;
        }

        _at++;
        ReadMembers(Nested(target, keys[^1]), untilBrace: true);
        SkipBlank();
        if (!assigned && !AtEnd && Current == ',')
        {
            throw Error("a comma may not follow '}'; start a new line");
        }
    }

    private static Dictionary<string, object> Nested(Dictionary<string, object> target, string key)
    {
        if (target.GetValueOrDefault(key) is not Dictionary<string, object> nested)
        {
            target[key] = nested = [];
        }

        return nested;
    }

    private List<string> ReadKey()
    {
        var keys = new List<string>();
        do
        {
            if (keys.Count > 0)
            {
                _at++;
            }

            keys.Add(!AtEnd && Current == '"' ? ReadQuoted() : ReadUntil(c => c is '.' or '=' or ':' or '{'));
            if (keys[^1].Length == 0)
            {
                throw Error("a key is empty");
            }
        }
        while (!AtEnd && Current == '.');

        return keys;
    }

    private object ReadValue()
    {
        if (!AtEnd && Current == '[')
        {
            return ReadList();
        }

        if (!AtEnd && Current == '{')
        {
            _at++;
            var nested = new Dictionary<string, object>();
            ReadMembers(nested, untilBrace: true);
            return nested;
        }

        return !AtEnd && Current == '"' ? ReadQuoted() : ReadText();
    }

    private string ReadText()
    {
        var read = ReadUntil(c => c is ',' or '}' or ']');
        return read switch
        {
            "" => throw Error("a value is missing"),
            _ when read.AsSpan().ContainsAny('=', ':') => throw Error($"put quotes around \"{read}\""),
            _ when read.Contains("${", StringComparison.Ordinal) =>
                throw Error("substitutions (${...}) are not supported; write the value out"),
            _ => read,
        };
    }

    private List<object> ReadList()
    {
        var list = new List<object>();
        _at++;
        for (SkipSeparators(); !AtEnd && Current != ']'; SkipSeparators())
        {
            list.Add(ReadValue());
        }

        Expect(']');
        return list;
    }

    private string ReadQuoted()
    {
        var triple = string.CompareOrdinal(text, _at, "\"\"\"", 0, 3) == 0;
        if (triple)
        {
            var end = text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
            var quoted = end < 0 ? throw Error("a \"\"\" is not closed") : text[(_at + 3)..end];
            _at = end + 3;
            return quoted;
        }

        var value = new StringBuilder();
        for (_at++; !AtEnd && Current is not ('"' or '\n'); _at++)
        {
            value.Append(Current == '\\' && _at + 1 < text.Length ? Unescape(text[++_at]) : Current);
        }

        Expect('"');
        return value.ToString();
    }

    private static char Unescape(char escaped) => escaped switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => escaped,
    };

    private string ReadUntil(Func<char, bool> stops)
    {
        var start = _at;
        while (!AtEnd && Current != '\n' && !AtComment && !stops(Current))
        {
            _at++;
        }

        return text[start.._at].Trim();
    }

    private bool AtComment =>
        !AtEnd && (Current == '#' || (Current == '/' && _at + 1 < text.Length && text[_at + 1] == '/'));

    private void SkipSeparators()
    {
        SkipBlank();
        while (!AtEnd && Current == ',')
        {
            _at++;
            SkipBlank();
        }
    }

    private void SkipBlank()
    {
        while (!AtEnd && (char.IsWhiteSpace(Current) || AtComment))
        {
            _at = AtComment ? EndOfLine() : _at + 1;
        }
    }

    private int EndOfLine()
    {
        var end = text.IndexOf('\n', _at);
        return end < 0 ? text.Length : end;
    }

    private void Expect(char expected)
    {
        if (AtEnd || Current != expected)
        {
            throw Error($"'{expected}' is missing");
        }

        _at++;
    }

    private ConfigurationException Error(string problem) =>
        new($"HOCON, line {text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n') + 1}: {problem}.");
}
