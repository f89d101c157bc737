using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Jecc;

/// <summary>How an edit is searched (eq. 11).</summary>
public sealed record MatchingOptions
{
    /// <summary>r_edit, moves at most; 1 or more.</summary>
    public int MaxIterations { get; init; } = 24;

    /// <summary>How much of M's move, which is about one degree, one iteration makes; above 0.</summary>
    public double StepLength { get; init; } = 0.5;

    /// <summary>The predictor's probability of the expected degree at which an edit is done, 0..1.</summary>
    public double Confidence { get; init; } = 0.8;

    /// <summary>
    /// False for the ablation: one move of M's own length in the direction asked for, whatever the predictor says of
    /// it.
    /// </summary>
    public bool Iterative { get; init; } = true;

    /// <summary>Of the ablation: its one move is as many times M's as there are degrees to go.</summary>
    public bool WholeDistance { get; init; }

    /// <summary>
    /// Computes all slots in every step, the empty ones too, so that a slot's bits do not depend on its neighbours.
    /// </summary>
    public bool Deterministic { get; init; }

    internal MatchingOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(StepLength);
        ArgumentOutOfRangeException.ThrowIfNegative(Confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Confidence, 1);
        return this;
    }
}

/// <summary>
/// Iterative attribute matching over slots (eq. 10 and 11): z moves along M until P(G(z)) has the degree asked for.
/// Each slot has its own request, direction and end; a slot that is finished leaves and another edit may take its
/// place. A slot's result does not depend on the others. Not thread-safe.
/// </summary>
public sealed class AttributeMatching : IDisposable
{
    private readonly Networks.Generator generator;
    private readonly AttributePredictor predictor;
    private readonly AttributeFields fields;
    private readonly MatchingOptions options;
    private readonly MatchingSlot?[] slots;

    /// <summary>The networks stay the caller's.</summary>
    public AttributeMatching(Networks.Generator generator, AttributePredictor predictor, AttributeFields fields,
        int capacity, MatchingOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (this.generator, this.predictor, this.fields) = (generator, predictor, fields);
        this.options = (options ?? new()).Validated();
        slots = new MatchingSlot?[capacity];
    }

    public int Capacity => slots.Length;

    public int Occupied => slots.Count(slot => slot is not null);

    /// <summary>Puts a latent vector [latent] and a request into a free slot; the slot's number.</summary>
    public int Add(Tensor z, RequestLabel request)
    {
        var free = Array.IndexOf(slots, null);
        if (free < 0) throw new InvalidOperationException($"All {Capacity} slots are occupied.");
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var start = LatentPower.Normalise(z.unsqueeze(0)).squeeze(0);
        slots[free] = new MatchingSlot(start.DetachFromDisposeScope(), request, options);
        return free;
    }

    /// <summary>Looks at every occupied slot and moves those that are not there yet; those that are finished.</summary>
    public IReadOnlyList<MatchingResult> Step()
    {
        int[] active = [.. Enumerable.Range(0, Capacity).Where(i => slots[i] is not null)];
        if (active.Length == 0) return [];
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        // With fixed shapes an empty slot computes what the first occupied one does, and drops it.
        int[] places = options.Deterministic
            ? [.. Enumerable.Range(0, Capacity).Select(i => slots[i] is null ? active[0] : i)] : active;
        var z = stack(places.Select(place => slots[place]!.Z));                          // [B, latent]
        var chances = Chances(z);
        var finished = new List<MatchingResult>();
        foreach (var place in active)
        {
            var slot = slots[place]!;
            if (slot.See(chances[Array.IndexOf(places, place)]) is not { } reason) continue;
            finished.Add(slot.Result(place, reason));
            slot.Dispose();
            slots[place] = null;
        }
        if (Occupied > 0) Move(z, places);
        return finished;
    }

    public void Dispose()
    {
        foreach (var slot in slots) slot?.Dispose();
        Array.Clear(slots);
    }

    /// <summary>What P sees in G(z): of each row, of each attribute, the probabilities of its degrees.</summary>
    private float[][][] Chances(Tensor z)
    {
        var heads = predictor.call(AttributePredictor.Normalize(generator.call(z)));
        var chances = stack(heads.Select(head => head.softmax(1)), 1).cpu().data<float>().ToArray();    // [B, 5, 6]
        return [.. chances.Chunk(FaceAttributes.DegreeCount).Chunk(FaceAttributes.Count)];
    }

    /// <summary>Eq. 11, and back to unit power.</summary>
    private void Move(Tensor z, int[] places)
    {
        MatchingSlot?[] rows = [.. places.Select(place => slots[place])];
        var moves = fields.Moves(z, [.. rows.Select(slot => slot?.Target?.Attribute ?? default)]);
        var lengths = tensor(rows.Select(slot => (float)(slot?.Move ?? 0)).ToArray(), device: z.device).unsqueeze(1);
        var moved = LatentPower.Normalise(z + moves * lengths);
        foreach (var (slot, row) in rows.Select((slot, row) => (slot, row)).Where(pair => pair.slot is not null)
            .DistinctBy(pair => pair.slot))
            slot!.MoveTo(moved[row].clone());
    }
}

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
