namespace EditableDeepSC.Models.Requests;

/// <summary>What a request means; a field that its mode has no use for is null.</summary>
/// <param name="Mode">The kind of request.</param>
/// <param name="Attribute">The attribute, i_tar of the paper; null for End and None.</param>
/// <param name="Direction">The way to go, d_tar of the paper; of the two changes alone.</param>
/// <param name="Value">By how many degrees, 1..5; of ChangeDefinite alone.</param>
/// <param name="Target">The degree to arrive at, a_exp of the paper, 0..5; of Target alone.</param>
public sealed record RequestLabel(RequestMode Mode, FaceAttribute? Attribute = null, EditDirection? Direction = null,
    int? Value = null, int? Target = null)
{
    public static RequestLabel End { get; } = new(RequestMode.End);

    public static RequestLabel None { get; } = new(RequestMode.None);

    public static RequestLabel Change(FaceAttribute attribute, EditDirection direction, int? value = null) =>
        new(value is null ? RequestMode.ChangeIndefinite : RequestMode.ChangeDefinite, attribute, direction, value);

    public static RequestLabel To(FaceAttribute attribute, int target) =>
        new(RequestMode.Target, attribute, Target: target);
}

/// <summary>What kind of request a sentence is (CelebA-Dialog's request modes, and none).</summary>
public enum RequestMode
{
    /// <summary>A change by a stated amount: "a bit longer".</summary>
    ChangeDefinite,
    /// <summary>A change of no stated amount, a step at a time until told to stop: "longer".</summary>
    ChangeIndefinite,
    /// <summary>A degree to arrive at: "long bangs".</summary>
    Target,
    /// <summary>No further change: "that's all".</summary>
    End,
    /// <summary>Nothing about the five attributes.</summary>
    None,
}

/// <summary>Which way a degree is to go; positive is more bangs, glasses, beard or smile, and older.</summary>
public enum EditDirection
{
    Negative = -1,
    Positive = 1,
}
