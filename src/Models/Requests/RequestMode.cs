namespace EditableDeepSC.Models.Requests;

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
