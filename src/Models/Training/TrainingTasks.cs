namespace EditableDeepSC.Models.Training;

/// <summary>The trainings by name, in an order in which each finds what it needs.</summary>
public static class TrainingTasks
{
    private static readonly (string Name, Func<TrainingOptions, TrainingTask> Create)[] All =
    [
        ("predictor", options => new PredictorTask(options)),
        ("judge", options => new JudgeTask(options)),
        ("observer", options => new ObserverTask(options)),
        ("identity", options => options.Faces is null ? new IdentityTask(options) : new FaceIdentityTask(options)),
        ("perceptual", options => options.Faces is null ? new PerceptualTask(options) : new FacePerceptualTask(options)),
        ("text", options => new TextTask(options)),
        ("generator", options => options.Faces is null ? new GeneratorTask(options) : new FaceGeneratorTask(options)),
        ("inversion", options => options.Faces is null ? new InversionTask(options) : new FaceInversionTask(options)),
        ("jecc", options => new FieldsTask(options)),
        ("adapters", options => new AdaptersTask(options)),
        ("coding", options => new CodingTask(options)),
        ("conditioned", options => new ConditionedTask(options)),
        ("talk2edit", options => new Talk2EditTask(options)),
        ("deepsc", options => new DeepScTask(options)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(task => task.Name)];

    /// <summary>
    /// Those that learn from a user's own faces; the others need drawn portraits or no picture at all.
    /// </summary>
    public static IReadOnlyList<string> NamesOfFaces { get; } =
        ["generator", "predictor", "judge", "identity", "perceptual", "inversion", "jecc", "adapters", "coding"];

    /// <summary>Those of them that need the labels of the pictures, or a network that does.</summary>
    public static IReadOnlyList<string> NamesOfLabels { get; } = ["predictor", "judge", "jecc", "adapters", "coding"];

    public static TrainingTask Create(string name, TrainingOptions options) =>
        Array.Find(All, task => task.Name == name).Create(options);
}
