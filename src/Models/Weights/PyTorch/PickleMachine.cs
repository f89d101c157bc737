using System.Runtime.InteropServices;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>
/// Reads Python's pickle format (protocols 2 to 5) without being able to execute anything: globals are names from
/// <see cref="PickleGlobals"/>, and calling one yields plain data or a <see cref="PickleInert"/>.
/// </summary>
internal sealed class PickleMachine
{
    public const int MaxBytes = 16 << 20;
    private const int MaxOpcodes = 2_000_000;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<ulong, object?> _memo = [];

    /// <summary>Every storage that was referred to, by its key.</summary>
    public Dictionary<string, TorchStorage> Storages { get; } = [];

    /// <summary>Runs to the STOP opcode and gives what is on the stack.</summary>
    public object? Load(ref PickleReader reader)
    {
        for (var count = 0; count < MaxOpcodes; count++)
        {
            var opcode = (char)reader.Byte();
            if (opcode == '.') return Pop();
            if (!Literal(opcode, ref reader) && !Container(opcode) && !Memo(opcode, ref reader)
                && !Object(opcode, ref reader))
                throw Bad($"Byte {reader.Position - 1}: opcode 0x{(int)opcode:x2} is not supported.");
        }
        throw new WeightsException(WeightsErrorReason.TooLarge, $"The pickle has more than {MaxOpcodes} opcodes.");
    }

    private bool Literal(char opcode, ref PickleReader reader)
    {
        switch (opcode)
        {
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'J': Push((long)reader.Int32()); break;
            case 'K': Push((long)reader.Byte()); break;
            case 'M': Push((long)reader.UInt16()); break;
            case '\x8a': Push(reader.Long(reader.Byte())); break;
            case 'G': Push(reader.Float64()); break;
            case 'T' or 'X': Push(reader.Text(reader.UInt32())); break;
            case 'U' or '\x8c': Push(reader.Text(reader.Byte())); break;
            case '\x8d': Push(reader.Text(reader.UInt64())); break;
            case 'B': Push(reader.Bytes(reader.UInt32())); break;
            case 'C': Push(reader.Bytes(reader.Byte())); break;
            case '\x8e': Push(reader.Bytes(reader.UInt64())); break;
            case '\x80': reader.Byte(); break; // PROTO
            case '\x95': reader.UInt64(); break; // FRAME
            default: return false;
        }
        return true;
    }

    private bool Container(char opcode)
    {
        switch (opcode)
        {
            case '(': _marks.Add(_stack.Count); break;
            case ')': Push(new PickleTuple([])); break;
            case '\x85': Push(new PickleTuple(PopLast(1))); break;
            case '\x86': Push(new PickleTuple(PopLast(2))); break;
            case '\x87': Push(new PickleTuple(PopLast(3))); break;
            case 't': Push(new PickleTuple(PopToMark())); break;
            case ']' or '\x8f': Push(new List<object?>()); break;
            case 'l' or '\x91': Push(new List<object?>(PopToMark())); break;
            case 'a': Append(PopLast(1)); break;
            case 'e' or '\x90': Append(PopToMark()); break;
            case '}': Push(new PickleDict([])); break;
            case 'd': SetItems(new PickleDict([]), PopToMark()); break;
            case 's': SetItems(PopLast(2)); break;
            case 'u': SetItems(PopToMark()); break;
            case '0': Pop(); break;
            case '1': PopToMark(); break;
            case '2': Push(Peek()); break;
            default: return false;
        }
        return true;
    }

    private bool Memo(char opcode, ref PickleReader reader)
    {
        switch (opcode)
        {
            case 'q': _memo[reader.Byte()] = Peek(); break;
            case 'r': _memo[reader.UInt32()] = Peek(); break;
            case '\x94': _memo[(ulong)_memo.Count] = Peek(); break;
            case 'h': Push(Recall(reader.Byte())); break;
            case 'j': Push(Recall(reader.UInt32())); break;
            default: return false;
        }
        return true;
    }

    private bool Object(char opcode, ref PickleReader reader)
    {
        switch (opcode)
        {
            case 'c': Push(PickleGlobals.Find(reader.Line(), reader.Line())); break;
            case 'i': throw PickleGlobals.Refused($"{reader.Line()}.{reader.Line()}");
            case '\x93':
                var names = PopLast(2);
                Push(PickleGlobals.Find(Is<string>(names[0]), Is<string>(names[1])));
                break;
            case 'R' or '\x81': // REDUCE calls a function, NEWOBJ a class's __new__: both are looked up, not called
                var call = PopLast(2);
                Push(TorchObjects.Rebuild(Is<PickleGlobal>(call[0]), Is<PickleTuple>(call[1]).Items));
                break;
            case 'Q':
                var (storage, meant) = TorchObjects.Storage(Is<PickleTuple>(Pop()).Items);
                if (!Storages.TryAdd(storage.Key, storage) && Storages[storage.Key] != storage)
                    throw Bad($"The storage '{storage.Key.Printable()}' is described in two ways.");
                Push(meant);
                break;
            case 'b':
                Pop(); // the state, such as the _metadata of a state_dict
                if (Peek() is not (PickleDict or PickleInert or TorchTensor))
                    throw Bad($"Byte {reader.Position - 1}: BUILD of an object that has no state.");
                break;
            default: return false;
        }
        return true;
    }

    private void Append(object?[] items) => Is<List<object?>>(Peek()).AddRange(items);

    private void SetItems(PickleDict made, object?[] items)
    {
        Push(made);
        SetItems(items);
    }

    private void SetItems(object?[] items)
    {
        if (items.Length % 2 != 0) throw Bad("A dict has a key without a value.");
        if (Peek() is PickleInert) return;
        var entries = Is<PickleDict>(Peek()).Entries;
        for (var i = 0; i < items.Length; i += 2) entries.Add((items[i], items[i + 1]));
    }

    private object? Recall(ulong key) =>
        _memo.TryGetValue(key, out var value) ? value : throw Bad($"The pickle recalls object {key}, never stored.");

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > 0 ? _stack[^1] : throw Bad("The pickle takes from an empty stack.");

    private object? Pop() => PopLast(1)[0];

    private object?[] PopLast(int count)
    {
        var bottom = _marks.Count > 0 ? _marks[^1] : 0;
        if (_stack.Count - count < bottom) throw Bad("The pickle takes from an empty stack.");
        var items = CollectionsMarshal.AsSpan(_stack)[^count..].ToArray();
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0) throw Bad("The pickle takes what no mark precedes.");
        var items = PopLast(_stack.Count - _marks[^1]);
        _marks.RemoveAt(_marks.Count - 1);
        return items;
    }

    private static T Is<T>(object? value) =>
        value is T wanted ? wanted
        : throw Bad($"{value?.GetType().Name ?? "None"} found where {typeof(T).Name} was expected.");

    private static WeightsException Bad(string message) => new(WeightsErrorReason.BadHeader, message);
}
