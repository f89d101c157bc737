namespace EditableDeepSC.Models.Jecc;

/// <summary>Why an edit ended.</summary>
public enum MatchingStop
{
    /// <summary>The sentence asks for no change: the user is content, or it is no request.</summary>
    NothingAsked,
    /// <summary>The attribute already has the degree asked for.</summary>
    AlreadyThere,
    /// <summary>The predictor sees the expected degree.</summary>
    Agreed,
    /// <summary>
    /// r_edit was reached, or the one move of the ablation made, and the predictor sees another degree.
    /// </summary>
    NotReached,
}
