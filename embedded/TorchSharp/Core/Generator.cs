using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the default generators of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        Op.Check(NativeMethods.random_seed_all((ulong)seed), nameof(manual_seed));
        return Generator.Default;
    }

    /// <summary>A stream of random numbers of one device.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            Op.Check(NativeMethods.generator_create((long)this.device.type, this.device.index, seed, out handle),
                nameof(Generator));
        }

        private Generator(nint handle) => (this.handle, device) = (handle, CPU);

        ~Generator() => Dispose(false);

        public static Generator Default
        {
            get
            {
                Op.Check(NativeMethods.generator_default((long)DeviceType.CPU, -1, out var shared), nameof(Default));
                return new Generator(shared);
            }
        }

        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device { get; }

        public Generator manual_seed(long seed)
        {
            Op.Check(NativeMethods.generator_set_seed(Handle, (ulong)seed), nameof(manual_seed));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>The seed it was last given.</summary>
        public long initial_seed()
        {
            Op.Check(NativeMethods.generator_seed(Handle, out var seed), nameof(initial_seed));
            GC.KeepAlive(this);
            return (long)seed;
        }

        public Tensor get_state()
        {
            Op.Check(NativeMethods.generator_get_state(Handle, out var state), nameof(get_state));
            GC.KeepAlive(this);
            return Tensor.Own(state);
        }

        public void set_state(Tensor value)
        {
            Op.Check(NativeMethods.generator_set_state(Handle, value.Handle), nameof(set_state));
            GC.KeepAlive(value);
            GC.KeepAlive(this);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var owned = Interlocked.Exchange(ref handle, 0);
            if (owned != 0) NativeMethods.generator_release(owned);
        }
    }

    /// <summary>The default CPU generator.</summary>
    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
