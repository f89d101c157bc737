using MathNet.Numerics.Random;

namespace EditableDeepSC.Channels.Randomness;

/// <summary>The numbers of one key in order, for MathNet's distributions; not safe to share between threads.</summary>
public sealed class PhiloxRandomSource() : RandomSource(threadSafe: false)
{
    private PhiloxKey key;
    private uint index;

    public PhiloxRandomSource(PhiloxKey key) : this() => this.key = key;

    /// <summary>Goes to the first number of <paramref name="next"/>.</summary>
    public void Restart(in PhiloxKey next)
    {
        key = next;
        index = 0;
    }

    /// <summary>The next number of [0, 1), 53 bits.</summary>
    protected override double DoSample() => key.Uniform(index++);
}
