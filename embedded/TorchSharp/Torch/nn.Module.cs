using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A node of a network: its parameters, buffers and submodules, by name.</summary>
        public partial class Module : IDisposable
        {
            private readonly Dictionary<string, Parameter?> parameterByName = new(StringComparer.Ordinal);
            private readonly Dictionary<string, (Tensor Tensor, bool Persistent)> bufferByName =
                new(StringComparer.Ordinal);
            private readonly Dictionary<string, Module> moduleByName = new(StringComparer.Ordinal);
            private bool registered;

            protected string name;

            protected Module(string name) => this.name = name;

            public bool training { get; private set; } = true;

            public virtual string GetName() => name;

            public virtual void train(bool on = true)
            {
                training = on;
                foreach (var child in children()) child.train(on);
            }

            public virtual void eval() => train(false);

            /// <summary>
            /// Registers every field that holds a parameter, a tensor or a module under the field's name.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (registered) return;
                registered = true;
                foreach (var field in GetType().GetFields(
                    BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
                {
                    switch (field.GetValue(this))
                    {
                        case Module child when !moduleByName.ContainsKey(field.Name):
                            register_module(field.Name, child);
                            break;
                        case Modules.Parameter parameter when !parameterByName.ContainsKey(field.Name):
                            register_parameter(field.Name, parameter);
                            break;
                        case Tensor buffer and not Modules.Parameter when !bufferByName.ContainsKey(field.Name):
                            register_buffer(field.Name, buffer);
                            break;
                    }
                }
            }

            public virtual void register_module(string name, Module submodule)
            {
                CheckName(name, nameof(register_module));
                moduleByName.Add(name, submodule);
            }

            public virtual void register_parameter(string name, Parameter? param)
            {
                CheckName(name, nameof(register_parameter));
                param?.DetachFromDisposeScope();
                parameterByName.Add(name, param);
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                CheckName(name, nameof(register_buffer));
                tensor.DetachFromDisposeScope();
                bufferByName.Add(name, (tensor, persistent));
            }

            public virtual IEnumerable<(string name, Module module)> named_children() =>
                moduleByName.Select(entry => (entry.Key, entry.Value));

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            public virtual IEnumerable<(string name, Module module)> named_modules() => named_children()
                .SelectMany(child => child.module.named_modules()
                    .Select(below => (Join(child.name, below.name), below.module)).Prepend(child));

            public virtual IEnumerable<Module> modules() => named_modules().Select(below => below.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                foreach (var (key, parameter) in parameterByName)
                    if (parameter is not null) yield return (key, parameter);
                if (!recurse) yield break;
                foreach (var (child, module) in named_children())
                    foreach (var (key, parameter) in module.named_parameters())
                        yield return (Join(child, key), parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(p => p.parameter).Distinct();

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true,
                bool include_nonpersistent = true)
            {
                foreach (var (key, (buffer, persistent)) in bufferByName)
                    if (persistent || include_nonpersistent) yield return (key, buffer);
                if (!recurse) yield break;
                foreach (var (child, module) in named_children())
                    foreach (var (key, buffer) in module.named_buffers(true, include_nonpersistent))
                        yield return (Join(child, key), buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in children()) child.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    if (set_to_none) parameter.grad = null;
                    else optim.Optimizer.ZeroGradient(parameter);
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var parameter in parameterByName.Values) parameter?.Dispose();
                foreach (var (buffer, _) in bufferByName.Values) buffer.Dispose();
                foreach (var child in moduleByName.Values) child.Dispose();
            }

            /// <summary>
            /// A registered parameter; a module's properties read and write its registry, so that both agree.
            /// </summary>
            private protected Parameter? Registered(string name) => parameterByName.GetValueOrDefault(name);

            private protected void Replace(string name, Parameter? parameter)
            {
                parameter?.DetachFromDisposeScope();
                parameterByName[name] = parameter;
            }

            private protected Tensor? RegisteredBuffer(string name) =>
                bufferByName.TryGetValue(name, out var entry) ? entry.Tensor : null;

            private protected void ReplaceBuffer(string name, Tensor? buffer)
            {
                if (buffer is null) bufferByName.Remove(name);
                else bufferByName[name] = (buffer.DetachFromDisposeScope(), true);
            }

            private static string Join(string above, string below) => $"{above}.{below}";

            private void CheckName(string name, string caller)
            {
                if (string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"{caller}: '{name}' is no component name of {GetName()}.",
                        nameof(name));
                if (parameterByName.ContainsKey(name) || bufferByName.ContainsKey(name)
                    || moduleByName.ContainsKey(name))
                    throw new InvalidOperationException($"{caller}: {GetName()} already has a component '{name}'.");
            }
        }
    }
}
