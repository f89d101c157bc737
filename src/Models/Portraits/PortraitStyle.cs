namespace EditableDeepSC.Models.Portraits;

/// <summary>How a portrait is drawn.</summary>
public enum PortraitStyle
{
    /// <summary>Soft shading and true colours: the training data.</summary>
    Photo,
    /// <summary>Ink lines and washes on paper: out of distribution, as MetFaces is to photographs.</summary>
    Ink,
}
