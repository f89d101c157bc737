namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>A table of section V, ours beside the paper's.</summary>
/// <param name="Id">Its file's name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Head">The columns.</param>
/// <param name="Rows">Cells: text, numbers, <see cref="MeasuredFigure"/>, or null.</param>
public sealed record PaperTable(
    string Id, string Title, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>What the paper has, and why ours differ.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Of a figure: the SNRs of the columns after the first, dB; a row is a line. Null of a table.</summary>
    public IReadOnlyList<double>? SnrsDb { get; init; }
}

/// <summary>Section V as this machine has it.</summary>
/// <param name="Tables">Figures 4, 6 and 8 and all tables, in the paper's order.</param>
/// <param name="Grids">The figures of pictures.</param>
/// <param name="Bars">What the results are held to.</param>
public sealed record PaperReport(
    IReadOnlyList<PaperTable> Tables, IReadOnlyList<PaperGrid> Grids, IReadOnlyList<MeasuredFigure> Bars);
