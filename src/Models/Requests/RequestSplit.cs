namespace EditableDeepSC.Models.Requests;

/// <summary>Which part of the language a sentence is drawn from; the parts share no sentence.</summary>
public enum RequestSplit
{
    Training,
    /// <summary>Templates of the training, sentences that it never shows.</summary>
    HeldOutSentence,
    /// <summary>Templates that the training never shows.</summary>
    HeldOutTemplate,
}
