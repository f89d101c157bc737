namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// A folder of images or a label file that cannot be used; the message names the file and what to do.
/// </summary>
public sealed class DataSetException(string message, Exception? cause = null) : Exception(message, cause);
