namespace EditableDeepSC.Models.Training;

/// <summary>What a person sees of a running training.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Share">Of the budget, 0..1.</param>
/// <param name="ItemsPerSecond">Since the last report.</param>
/// <param name="Unit">What is counted: images or sentences.</param>
/// <param name="Losses">The means of the curve's last row.</param>
public sealed record TrainingProgress(long Step, double Share, double ItemsPerSecond, string Unit,
    IReadOnlyList<(string Name, double Value)> Losses);
