using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Codecs;

/// <summary>What an encoder made of a request.</summary>
/// <param name="Symbols">X' of eq. 16: real symbols [k]; <see cref="Transmission"/> normalises them (eq. 4).</param>
/// <param name="Latent">The edited picture as the transmitter keeps it for the next turn, [latent].</param>
/// <param name="Read">How the sentence was understood.</param>
/// <param name="Target">The degree aimed at; null where no edit was asked for.</param>
public sealed record Encoding(float[] Symbols, float[] Latent, ReadRequest Read, EditTarget? Target)
{
    /// <summary>The picture's latent vector before the edit, [latent].</summary>
    public float[] Source { get; init; } = [];

    /// <summary>The degrees that the attribute predictor sees before the edit, one an attribute.</summary>
    public IReadOnlyList<int> Before { get; init; } = [];

    /// <summary>The same after the edit.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>Moves of the edit.</summary>
    public int Iterations { get; init; }

    /// <summary>Why the edit ended.</summary>
    public MatchingStop Reason { get; init; }

    /// <summary>J of eq. 8; null where a latent vector was given. Very high for what is not a portrait.</summary>
    public double? InversionLoss { get; init; }

    /// <summary>A sentence that goes beside the symbols, without errors, where the receiver edits; null for none.</summary>
    public string? SentText { get; init; }

    /// <summary>Set where <see cref="EditRequest.KeepsPictures"/> asks for it and the codec has pictures.</summary>
    public SentPictures? Pictures { get; init; }

    public EditReport Edit => new(
        Target?.Attribute, Target?.Degree ?? 0, Target is { } target ? After[(int)target.Attribute] : 0, Iterations)
    {
        Unread = Read.Unread,
    };
}

/// <summary>What an encoder understood and did, for reports.</summary>
/// <param name="Attribute">The attribute that the request is about; null where it asks for no edit.</param>
/// <param name="WantedDegree">The degree asked for, 0 to 5.</param>
/// <param name="ReachedDegree">The degree that the attribute predictor sees after the edit.</param>
/// <param name="Moves">Moves of the latent vector.</param>
public sealed record EditReport(FaceAttribute? Attribute, int WantedDegree, int ReachedDegree, int Moves)
{
    /// <summary>A further request of the sentence that was not done; null where there is none.</summary>
    public string? Unread { get; init; }
}

/// <summary>The pictures that an encoder had, for image grids.</summary>
/// <param name="Original">What the request refers to: the user's picture, or that of the turn before.</param>
/// <param name="Sent">The edited picture that the receiver should get.</param>
public sealed record SentPictures(RgbImage Original, RgbImage Sent);
