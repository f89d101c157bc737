namespace EditableDeepSC.Channels;

/// <summary>A channel or SNR process that can be asked for by name.</summary>
/// <param name="Name">Its name in scenarios and on the command line.</param>
/// <param name="Summary">What it does, one sentence.</param>
/// <param name="Origin">"built in", or the file name of the plug-in that brought it.</param>
/// <param name="Parameters">What can be set.</param>
public sealed record ModuleDescription(
    string Name, string Summary, string Origin, IReadOnlyList<ParameterDescription> Parameters);
