using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EditableDeepSC.Channels.Coding;

/// <summary>Layered decoder over the z rows of a layer as SIMD lanes: those rows share no bit.</summary>
internal sealed class LayeredDecoder<T, TRule> : LdpcDecoder
    where T : unmanaged
    where TRule : struct, ICheckRule<T>
{
    private readonly TRule _rule;
    private readonly LayeredSchedule _schedule;
    private readonly T[] _posteriors;
    private readonly T[] _inputs;
    private readonly Vector256<T>[] _heard;
    private readonly Vector256<T>[] _said;
    private readonly UInt128[] _decisions;

    public LayeredDecoder(LdpcCode code, int iterations, TRule rule) : base(code, iterations)
    {
        _rule = rule;
        _schedule = new LayeredSchedule(code, Vector256<T>.Count);
        _posteriors = new T[code.BlockColumns * _schedule.ColumnStride];
        _inputs = new T[code.Length];
        _heard = new Vector256<T>[_schedule.Layers.Max(layer => layer.Length) * _schedule.VectorsPerBlock];
        _said = new Vector256<T>[_schedule.Layers.Sum(layer => layer.Length) * _schedule.VectorsPerBlock];
        _decisions = new UInt128[code.BlockColumns];
    }

    public override Decoding Decode(ReadOnlySpan<float> logLikelihoodRatios, Span<byte> info)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(logLikelihoodRatios.Length, Code.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(info.Length, Code.InfoBits);
        Load(logLikelihoodRatios);
        var iterations = 0;
        var converged = Decide();
        while (!converged && iterations < Iterations)
        {
            Iterate();
            iterations++;
            converged = Decide();
        }
        BitBlocks.Unpack(_decisions, Code.Lifting, info);
        return new Decoding(converged, iterations);
    }

    private void Load(ReadOnlySpan<float> logLikelihoodRatios)
    {
        _rule.Quantise(logLikelihoodRatios, _inputs);
        var lifting = Code.Lifting;
        for (var column = 0; column < Code.BlockColumns; column++)
        {
            var source = _inputs.AsSpan(column * lifting, lifting);
            var rotation = _schedule.Rotations[column];
            var target = _posteriors.AsSpan(column * _schedule.ColumnStride, _schedule.ColumnStride);
            source[rotation..].CopyTo(target);
            source[..rotation].CopyTo(target[(lifting - rotation)..]);
            target[..lifting].CopyTo(target[lifting..]);
            target[(2 * lifting)..].Clear();
        }
        Array.Clear(_said);
    }

    private void Iterate()
    {
        ref var said = ref MemoryMarshal.GetArrayDataReference(_said);
        foreach (var layer in _schedule.Layers)
        {
            Hear(layer, ref said);
            Say(layer, ref said);
            said = ref Unsafe.Add(ref said, layer.Length * _schedule.VectorsPerBlock);
        }
    }

    /// <summary>Subtracts from each posterior this layer's last messages. Layout: [vector, edge].</summary>
    private void Hear(LayeredSchedule.Edge[] layer, ref Vector256<T> said)
    {
        ref var posterior = ref MemoryMarshal.GetArrayDataReference(_posteriors);
        ref var heard = ref MemoryMarshal.GetArrayDataReference(_heard);
        for (var vector = 0; vector < _schedule.VectorsPerBlock; vector++)
        {
            foreach (var edge in layer)
            {
                heard = Vector256.LoadUnsafe(ref Unsafe.Add(ref posterior, edge.Read)) - said;
                heard = ref Unsafe.Add(ref heard, 1);
                said = ref Unsafe.Add(ref said, 1);
            }
            posterior = ref Unsafe.Add(ref posterior, Vector256<T>.Count);
        }
    }

    /// <summary>Last vector first, so that a column's repeat overwrites the lanes past z, not the reverse.</summary>
    private void Say(LayeredSchedule.Edge[] layer, ref Vector256<T> said)
    {
        for (var vector = _schedule.VectorsPerBlock - 1; vector >= 0; vector--)
        {
            ref var posterior = ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(_posteriors), vector * Vector256<T>.Count);
            ref var heard = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_heard), vector * layer.Length);
            ref var now = ref Unsafe.Add(ref said, vector * layer.Length);
            _rule.Apply(ref heard, ref now, layer.Length);
            foreach (var edge in layer)
            {
                var sum = heard + now;
                sum.StoreUnsafe(ref Unsafe.Add(ref posterior, edge.Write));
                sum.StoreUnsafe(ref Unsafe.Add(ref posterior, edge.Write + Code.Lifting));
                heard = ref Unsafe.Add(ref heard, 1);
                now = ref Unsafe.Add(ref now, 1);
            }
        }
    }

    /// <summary>Takes the signs as bits and says whether they are a codeword.</summary>
    private bool Decide()
    {
        for (var column = 0; column < _decisions.Length; column++)
        {
            ref var posterior = ref _posteriors[column * _schedule.ColumnStride];
            var low = Signs(ref posterior, 0, 64);
            var high = Signs(ref posterior, 64, Code.Lifting);
            var block = new UInt128(high, low);
            _decisions[column] = BitBlocks.Rotate(block, -_schedule.Rotations[column], Code.Lifting);
        }
        return Code.IsCodeword(_decisions);
    }

    private static ulong Signs(ref T posterior, int from, int to)
    {
        ulong signs = 0;
        for (var lane = from; lane < to; lane += Vector256<T>.Count)
        {
            var vector = Vector256.LoadUnsafe(ref Unsafe.Add(ref posterior, lane));
            signs |= (ulong)vector.ExtractMostSignificantBits() << (lane - from);
        }
        return signs;
    }
}
