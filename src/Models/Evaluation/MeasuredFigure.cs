namespace EditableDeepSC.Models.Evaluation;

/// <summary>A measured figure with its 95 % interval and, where there is one, the bar it is held to.</summary>
/// <param name="Part">The network or method.</param>
/// <param name="Name">What was measured, with its unit.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Count">n.</param>
/// <param name="Bar">The least value asked for, or the most.</param>
/// <param name="LessIsBetter">Whether the bar is the most.</param>
public sealed record MeasuredFigure(string Part, string Name, double Value, double Low, double High, int Count,
    double? Bar = null, bool LessIsBetter = false)
{
    /// <summary>What was not measured, a NaN, meets no bar.</summary>
    public bool Met => Bar is not { } bar || (LessIsBetter ? Value <= bar : Value >= bar);
}
