namespace EditableDeepSC.Models.Requests;

/// <summary>Which way a degree is to go; positive is more bangs, glasses, beard or smile, and older.</summary>
public enum EditDirection
{
    Negative = -1,
    Positive = 1,
}
