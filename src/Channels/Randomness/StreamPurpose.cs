namespace EditableDeepSC.Channels;

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
    Portraits = 32,
    Requests = 33,
    LatentCode = 34,
    PortraitTriplets = 35,
    InversionStart = 36,
    Users = 64,
    Adapters = 65,
    Faults = 66,
    StubCodec = 67,
}
