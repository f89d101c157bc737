using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.NewScope();

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.CurrentScope;

    /// <summary>Records no graph on this thread until disposed.</summary>
    public static IDisposable no_grad() => set_grad_enabled(false);

    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    public static IDisposable set_grad_enabled(bool mode = true)
    {
        var before = NativeMethods.grad_mode();
        NativeMethods.grad_mode_set(mode ? 1 : 0);
        return new Undo(() => NativeMethods.grad_mode_set(before));
    }

    public static bool is_grad_enabled() => NativeMethods.grad_mode() != 0;

    /// <summary>
    /// No graph and no version counters on this thread until disposed; leave in the reverse order of entry.
    /// </summary>
    public static IDisposable inference_mode(bool mode = true)
    {
        var guard = NativeMethods.inference_mode_enter(mode ? 1 : 0);
        return new Undo(() => NativeMethods.inference_mode_leave(guard));
    }

    public static bool is_inference_mode_enabled() => NativeMethods.inference_mode() != 0;

    /// <summary>Only deterministic algorithms until disposed; an operator that has none throws, or warns.</summary>
    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false)
    {
        var (before, warnedOnly) = (NativeMethods.context_deterministic(),
            NativeMethods.context_deterministic_warn_only());
        Op.Check(NativeMethods.context_set_deterministic(mode ? 1 : 0, warn_only ? 1 : 0),
            nameof(use_deterministic_algorithms));
        return new Undo(() => _ = NativeMethods.context_set_deterministic(before, warnedOnly));
    }

    public static int get_num_threads() => NativeMethods.context_threads();

    public static void set_num_threads(int num) =>
        Op.Check(NativeMethods.context_set_threads(num), nameof(set_num_threads));

    public static int get_num_interop_threads() => NativeMethods.context_interop_threads();

    public static void set_num_interop_threads(int num) =>
        Op.Check(NativeMethods.context_set_interop_threads(num), nameof(set_num_interop_threads));

    private sealed class Undo(Action undo) : IDisposable
    {
        private Action? pending = undo;

        public void Dispose() => Interlocked.Exchange(ref pending, null)?.Invoke();
    }

    /// <summary>How a division is rounded.</summary>
    public enum RoundingMode
    {
        None = 0,
        trunc = 1,
        floor = 2,
    }

    public static class backends
    {
        public static class cudnn
        {
            public static bool allow_tf32
            {
                get => NativeMethods.context_tf32() != 0;
                set => NativeMethods.context_set_tf32(value ? 1 : 0);
            }
        }
    }
}
