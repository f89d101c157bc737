namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// All parameters and persistent buffers by their full names; the tensors are the module's own.
            /// </summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null,
                string? prefix = null)
            {
                var state = destination ?? new Dictionary<string, Tensor>(StringComparer.Ordinal);
                foreach (var (key, parameter) in named_parameters()) state.TryAdd(Full(key), parameter);
                foreach (var (key, buffer) in named_buffers(true, false)) state.TryAdd(Full(key), buffer);
                return state;

                string Full(string key) => string.IsNullOrEmpty(prefix) ? key : Join(prefix, key);
            }

            /// <summary>
            /// Copies values in by name; with <paramref name="strict"/> a missing or unknown name throws.
            /// </summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                var missing = own.Keys.Where(key => !source.ContainsKey(key) && skip?.Contains(key) != true).ToList();
                var unexpected = source.Keys
                    .Where(key => !own.ContainsKey(key) && skip?.Contains(key) != true).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException($"The state does not fit {GetName()}: " +
                        $"missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                var shared = own.Keys.Where(key => source.ContainsKey(key) && skip?.Contains(key) != true).ToList();
                foreach (var key in shared) CheckShape(key, source[key].shape, own[key].shape);
                using (no_grad())
                    foreach (var key in shared) own[key].copy_(source[key]);
                return (missing, unexpected);
            }

            private void CheckShape(string key, long[] given, long[] needed)
            {
                if (!given.AsSpan().SequenceEqual(needed))
                    throw new ArgumentException($"'{key}' has shape [{string.Join(", ", given)}], " +
                        $"{GetName()} needs [{string.Join(", ", needed)}]; nothing was loaded.");
            }

            internal void Convert(ScalarType? dtype, Device? device, bool nonBlocking)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                foreach (var tensor in parameters().Concat(buffers()))
                {
                    var wanted = dtype is { } type && tensor.is_floating_point() ? type : tensor.dtype;
                    var place = device ?? tensor.device;
                    var requiresGrad = tensor.requires_grad;
                    var gradient = requiresGrad ? tensor.grad : null;
                    tensor.Adopt(tensor.to(wanted, place, non_blocking: nonBlocking).detach());
                    if (requiresGrad) tensor.requires_grad_();
                    if (gradient is not null) tensor.grad = gradient.to(wanted, place, non_blocking: nonBlocking);
                }
            }
        }
    }

    public static partial class nn
    {
        /// <summary>What can be called with one argument.</summary>
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        public interface IModule<T1, T2, TResult>
        {
            TResult call(T1 input1, T2 input2);
        }

        public interface IModule<T1, T2, T3, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        public abstract class Module<T, TResult> : Module, IModule<T, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T input);

            public TResult call(T input) => forward(input);
        }

        public abstract class Module<T1, T2, TResult> : Module, IModule<T1, T2, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }

        public abstract class Module<T1, T2, T3, TResult> : Module, IModule<T1, T2, T3, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            public TResult call(T1 input1, T2 input2, T3 input3) => forward(input1, input2, input3);
        }
    }
}
