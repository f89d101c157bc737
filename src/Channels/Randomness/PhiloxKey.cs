using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EditableDeepSC.Channels.Randomness;

/// <summary>
/// The random numbers that belong to one (seed, purpose, user, transmission, stage): a pure function of the key, so any
/// thread may ask in any order. The seed is the Philox key; all else and a block number fill the 128-bit counter.
/// </summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Purpose">What the numbers are for.</param>
/// <param name="User">Whose numbers they are.</param>
/// <param name="Transmission">Which transmission they are for, 0 to 2^48 - 1.</param>
/// <param name="Stage">Tells apart equal channels in one chain.</param>
public readonly record struct PhiloxKey(
    Seed Seed, StreamPurpose Purpose, UserId User, TransmissionId Transmission, byte Stage = 0)
{
    internal uint Key0 => (uint)Seed.Value;
    internal uint Key1 => (uint)(Seed.Value >> 32);
    internal uint Counter1 => (uint)User.Value;
    internal uint Counter2 => (uint)Transmission.Value;

    internal uint Counter3 =>
        ((uint)Purpose << 24) | ((uint)Stage << 16) | ((uint)(Transmission.Value >> 32) & 0xFFFF);

    /// <summary>
    /// The random numbers of a plug-in's own stream. Its purpose is <see cref="StreamPurpose.Plugin"/>, so it shares no
    /// number with the program; the name goes into the seed by SHA-256, so two names share none either.
    /// </summary>
    /// <param name="name">Names the stream; begin with the plug-in's name, as in "tunnel" or "tunnel lamps".</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="user">Whose numbers they are.</param>
    /// <param name="transmission">Which transmission they are for; default the first, for what lasts longer.</param>
    /// <param name="stage">Tells apart equal channels in one chain.</param>
    public static PhiloxKey OfPlugin(
        string name, Seed seed, UserId user, TransmissionId transmission = default, byte stage = 0)
    {
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return new(new Seed(seed.Value ^ hash), StreamPurpose.Plugin, user, transmission, stage);
    }

    /// <summary>The four 32-bit words of one block; blocks are numbered from 0.</summary>
    public PhiloxBlock Block(uint index) =>
        Philox4x32.Block(new PhiloxBlock(index, Counter1, Counter2, Counter3), Key0, Key1);

    /// <summary>A number of [0, 1) with 53 random bits: <paramref name="index"/> picks one of the stream.</summary>
    public double Uniform(uint index) => Block(index).Uniform;

    /// <summary>
    /// A standard Gaussian number (Box-Muller in double precision): <paramref name="index"/> picks which.
    /// </summary>
    public double Gaussian(uint index)
    {
        var block = Block(index);
        var radius = Math.Sqrt(-2 * Math.Log(1 - block.Uniform));
        return radius * Math.Cos(Math.Tau * block.SecondUniform);
    }
}

/// <summary>What a random stream is for; two purposes never share a number, whatever the rest of their keys.</summary>
public enum StreamPurpose : byte
{
    Noise = 0,
    Fading = 1,
    State = 2,
    Phase = 3,
    Interference = 4,
    ChannelEstimate = 5,
    SnrProcess = 6,
    Shadowing = 7,
    Bits = 8,
    CellShadowing = 9,
    Mobility = 10,
    Portraits = 32,
    Requests = 33,
    LatentCode = 34,
    PortraitTriplets = 35,
    InversionStart = 36,
    PortraitLookalikes = 37,
    Bootstrap = 38,
    KernelSubsets = 39,
    PortraitPairs = 40,
    Users = 64,
    Adapters = 65,
    Faults = 66,
    StubCodec = 67,
    Schedule = 68,
    CalibratedCodec = 69,
    /// <summary>Streams of plug-ins: <see cref="PhiloxKey.OfPlugin"/> tells them apart by name.</summary>
    Plugin = 255,
}
