using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// Calls ATen operators by schema name ("add.Tensor" is aten::add, overload Tensor). Arguments stand in the schema's
/// order; those left out at the end take its defaults.
/// </summary>
internal static unsafe class Op
{
    private const int MostStackWords = 256;

    // Names are literals, so the reference is the key; read without a lock, and replaced by a larger copy to add one.
    private static Dictionary<object, nint> handles = new(ReferenceEqualityComparer.Instance);
    private static readonly Lock Adding = new();

    /// <summary>The operator's only result, a tensor.</summary>
    internal static Tensor Call(string name, params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(name, args, &result, 1);
        return Tensor.Own((nint)result.Payload);
    }

    internal static (Tensor, Tensor) Call2(string name, params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[2];
        Invoke(name, args, results, 2);
        return (Tensor.Own((nint)results[0].Payload), Tensor.Own((nint)results[1].Payload));
    }

    internal static (Tensor, Tensor, Tensor) Call3(string name, params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[3];
        Invoke(name, args, results, 3);
        return (Tensor.Own((nint)results[0].Payload), Tensor.Own((nint)results[1].Payload),
            Tensor.Own((nint)results[2].Payload));
    }

    internal static Tensor[] CallList(string name, params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(name, args, &result, 1);
        var items = (nint*)result.Payload;
        var tensors = new Tensor[result.Count];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = Tensor.Own(items[i]);
        NativeMethods.boxed_free_list((nint)items);
        return tensors;
    }

    internal static bool CallBool(string name, params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(name, args, &result, 1);
        return result.Payload != 0;
    }

    /// <summary>Calls an operator that gives nothing back.</summary>
    internal static void Run(string name, params ReadOnlySpan<Arg> args) => Invoke(name, args, null, 0);

    /// <summary>Calls an operator that writes into its first argument, and gives that argument back.</summary>
    internal static Tensor InPlace(string name, Tensor self, params ReadOnlySpan<Arg> args)
    {
        var all = new InlineArgs();
        all[0] = self;
        args.CopyTo(((Span<Arg>)all)[1..]);
        Value result;
        Invoke(name, ((ReadOnlySpan<Arg>)all)[..(args.Length + 1)], &result, 1);
        NativeMethods.tensor_release((nint)result.Payload);
        return self;
    }

    /// <summary>
    /// Throws what libtorch said, with the operator's name, as the real package does (ExternalException).
    /// </summary>
    internal static void Check(int status, string name)
    {
        if (status != 0)
            throw new ExternalException($"{name}: {Marshal.PtrToStringUTF8((nint)NativeMethods.boxed_last_error())}");
    }

    [SkipLocalsInit]
    private static void Invoke(string name, ReadOnlySpan<Arg> args, Value* results, int capacity)
    {
        if (!handles.TryGetValue(name, out var op)) op = Find(name);
        var count = 0;
        foreach (ref readonly var arg in args) count += arg.Words;
        if (count <= MostStackWords)
        {
            var words = stackalloc long[MostStackWords];
            Invoke(name, op, args, words, results, capacity);
        }
        else
        {
            fixed (long* words = new long[count]) Invoke(name, op, args, words, results, capacity);
        }
    }

    [SkipLocalsInit]
    private static void Invoke(string name, nint op, ReadOnlySpan<Arg> args, long* words, Value* results, int capacity)
    {
        var values = stackalloc Value[args.Length];
        for (var i = 0; i < args.Length; i++) words = args[i].Write(values + i, words);
        var status = NativeMethods.boxed_call(op, values, args.Length, results, capacity, out _);
        foreach (ref readonly var arg in args) GC.KeepAlive(arg.Reference);
        Check(status, name);
    }

    private static nint Find(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var overload = dot < 0 ? "" : name[(dot + 1)..];
        Check(NativeMethods.boxed_find("aten::" + (dot < 0 ? name : name[..dot]), overload, out var op), name);
        lock (Adding) Volatile.Write(ref handles, new(handles, ReferenceEqualityComparer.Instance) { [name] = op });
        return op;
    }

    [InlineArray(8)]
    private struct InlineArgs
    {
        private Arg first;
    }
}
