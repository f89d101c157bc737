namespace EditableDeepSC.Models.Weights.PyTorch;

// What a pickle can make here, besides null, bool, long, BigInteger, double, string, byte[] and List<object?>.

/// <summary>A tuple.</summary>
internal sealed record PickleTuple(object?[] Items);

/// <summary>A dict of any kind, as its entries in order; keys are not compared.</summary>
internal sealed record PickleDict(List<(object? Key, object? Value)> Entries);

/// <summary>The name of a class or function on the allow-list; it is only ever compared.</summary>
internal sealed record PickleGlobal(string Name, GlobalKind Kind);

/// <summary>An object whose content is of no interest: a numpy scalar, the training program's arguments.</summary>
internal sealed record PickleInert(string Name);
