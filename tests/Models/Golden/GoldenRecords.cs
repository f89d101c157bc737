namespace EditableDeepSC.Models.Tests.Golden;

internal sealed record GoldenKey(uint K, string Key, long[] Shape, double Scale, double Offset, double[]? Values)
{
    public string? LpipsKey { get; init; }

    public string? WrapperKey { get; init; }
}

internal sealed record GoldenTerm(uint K, double Scale, int Block);

internal sealed record GoldenInput(
    string Name, long[] Shape, string Dtype, double Offset, GoldenTerm[]? Terms, double[]? Values);

internal sealed record GoldenOutput(string Name, long[] Shape, double Float32Error, double[] Values, long[]? Indices);

internal sealed record GoldenLabels(int[] Labels, double[] Scores);

internal sealed record GoldenHead(string? Name, string? Module, string[]? Labels, int Classes);
