namespace EditableDeepSC.Host;

/// <summary>A line and a column, both from 1, of a source such as a file or an option.</summary>
internal readonly record struct TextPlace(string Source, int Line, int Column)
{
    public override string ToString() => Line == 0 ? Source : $"{Source}({Line},{Column})";
}
