using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The gradient that backward left here, or null.</summary>
        public Tensor? grad
        {
            get
            {
                Op.Check(NativeMethods.tensor_get_grad(Handle, out var gradient), nameof(grad));
                GC.KeepAlive(this);
                return gradient == 0 ? null : Own(gradient);
            }
            set
            {
                Op.Check(NativeMethods.tensor_set_grad(Handle, value?.Handle ?? 0), nameof(grad));
                GC.KeepAlive(value);
                GC.KeepAlive(this);
            }
        }

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        public void retain_grad()
        {
            Op.Check(NativeMethods.tensor_retain_grad(Handle), nameof(retain_grad));
            GC.KeepAlive(this);
        }

        public Tensor detach() => Op.Call("detach", this);

        public Tensor detach_() => Op.InPlace("detach_", this);
    }

    /// <summary>Automatic differentiation of tensors that require a gradient.</summary>
    public static class autograd
    {
        /// <summary>
        /// The sum of gradients of the outputs with respect to each input; null where an input is unused.
        /// </summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false,
            bool allow_unused = false)
        {
            var gradients = new nint[inputs.Count];
            var status = NativeMethods.autograd_grad(Handles(outputs), outputs.Count, Handles(inputs), inputs.Count,
                Handles(grad_outputs), grad_outputs?.Count ?? 0, retain_graph || create_graph ? 1 : 0,
                create_graph ? 1 : 0, allow_unused ? 1 : 0, gradients);
            Op.Check(status, "autograd.grad");
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return [.. gradients.Select(gradient => gradient == 0 ? null! : Tensor.Own(gradient))];
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var status = NativeMethods.autograd_backward(Handles(tensors), tensors.Count, Handles(grad_tensors),
                grad_tensors?.Count ?? 0, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, Handles(inputs),
                inputs?.Count ?? 0);
            Op.Check(status, "autograd.backward");
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor>? tensors) =>
            tensors is null ? [] : [.. tensors.Select(t => t.Handle)];
    }
}
