using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Jecc;

/// <summary>Where an edit is to arrive: a_exp of eq. 10 for the attribute i_tar.</summary>
/// <param name="Attribute">i_tar.</param>
/// <param name="Degree">a_exp, 0..5.</param>
/// <param name="Direction">d_tar: 1, -1, or 0 where the degree is there already.</param>
public sealed record EditTarget(FaceAttribute Attribute, int Degree, int Direction)
{
    /// <summary>Degrees that an indefinite change moves: one at a time until the user is content.</summary>
    private const int IndefiniteChange = 1;

    /// <summary>Eq. 10 for a request and the present degrees; null for a request that asks for no change.</summary>
    public static EditTarget? Of(RequestLabel request, IReadOnlyList<int> present)
    {
        if (request.Attribute is not { } attribute) return null;
        var now = present[(int)attribute];
        var sign = request.Direction == EditDirection.Negative ? -1 : 1;
        var wanted = request.Target ?? now + sign * (request.Value ?? IndefiniteChange);
        var degree = Math.Clamp(wanted, 0, FaceAttributes.MaxDegree);
        return new(attribute, degree, Math.Sign(degree - now));
    }
}
