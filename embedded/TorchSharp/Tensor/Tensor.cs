using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array of one dtype on one device, owned by libtorch. Freed by <see cref="Dispose()"/> or by the
    /// dispose scope it was made in; the finaliser is a safety net that the meter "TorchSharp" counts.
    /// </summary>
    [SuppressMessage("Naming", "CA1716", Justification = "the public package's names")]
    public partial class Tensor : IDisposable
    {
        private nint handle;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            TensorCount.Add();
            DisposeScopeManager.Register(this);
        }

        ~Tensor() => Dispose(false);

        /// <summary>
        /// The native tensor; throws <see cref="ObjectDisposedException"/> once this one was disposed.
        /// </summary>
        public IntPtr Handle
        {
            get
            {
                var current = handle;
                return current != 0 ? current : throw new ObjectDisposedException(nameof(Tensor),
                    "The tensor was disposed, by itself or by the dispose scope it was made in.");
            }
        }

        public bool IsInvalid => handle == 0;

        /// <summary>How many tensors live now in the whole process.</summary>
        public static long TotalCount => TensorCount.Live;

        /// <summary>The most tensors that ever lived at once.</summary>
        public static long PeakCount => TensorCount.Peak;

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Where its scope keeps it; the scope's to read and write.</summary>
        internal int ScopeSlot { get; set; }

        /// <summary>Wraps a native tensor whose reference the caller hands over.</summary>
        internal static Tensor Own(nint handle) => new(handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var owned = Interlocked.Exchange(ref handle, 0);
            if (owned == 0) return;
            if (disposing) DisposeScopeManager.Disposed(this);
            else TensorCount.CountFinalized();
            NativeMethods.tensor_release(owned);
            TensorCount.Remove();
        }

        /// <summary>Gives the native tensor away; this object is as if disposed.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var owned = Handle;
            handle = 0;
            DisposeScopeManager.Disposed(this);
            TensorCount.Remove();
            return owned;
        }

        /// <summary>Takes over another tensor's content under this object's identity.</summary>
        internal void Adopt(Tensor other)
        {
            var before = Interlocked.Exchange(ref handle, other.DecoupleFromNativeHandle());
            NativeMethods.tensor_release(before);
        }

        public Tensor MoveToOuterDisposeScope() => OwningDisposeScope is { } scope ? scope.MoveToOuter(this) : this;

        public Tensor DetachFromDisposeScope() => OwningDisposeScope is { } scope ? scope.Detach(this) : this;

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            OwningDisposeScope?.Detach(this);
            other.Attach(this);
            return this;
        }

        public Tensor alias()
        {
            var shared = Own(NativeMethods.tensor_retain(Handle));
            GC.KeepAlive(this);
            return shared;
        }

        public override string ToString() => handle == 0 ? "[disposed]"
            : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
    }
}
