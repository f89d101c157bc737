using System.Globalization;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>
/// One number over what each transmission decided and received. Adding hashes makes it independent of the order in
/// which they end; two sums with different mixing make a chance match unlikely.
/// </summary>
public sealed class Fingerprint
{
    private const long SecondSalt = 0x5EED;

    private ulong first;
    private ulong second;

    public void Add(TransmissionRecord record)
    {
        var hash = record.DecisionHash();
        first += hash;
        second += FingerprintHash.Of(SecondSalt, hash);
    }

    /// <summary>Adds what another one is of, given as its text.</summary>
    public void Add(string other)
    {
        first += ulong.Parse(other.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        second += ulong.Parse(other.AsSpan(16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{first:x16}{second:x16}");
}
