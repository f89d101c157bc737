namespace EditableDeepSC.Channels;

/// <summary>How a measured figure stands to its reference.</summary>
public enum ReferenceVerdict
{
    /// <summary>The reference lies inside the interval.</summary>
    Inside,
    /// <summary>The reference lies outside the interval.</summary>
    Outside,
    /// <summary>The frames allowed would bring too few errors, so none were sent.</summary>
    NotReached,
}
