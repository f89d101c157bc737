// The C boundary between embedded/TorchSharp and libtorch. Every ATen operator is reached by its schema name through
// the dispatcher's boxed calling convention, so that a new operator needs no line here. No exception crosses the
// boundary: a call returns 0, or 1 and leaves its text in boxed_last_error().
//
// Tensors cross as owned c10::TensorImpl pointers, one reference each.

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/grad_mode.h>

#include <string>
#include <vector>

namespace {

enum Kind : int32_t {
  None, TensorKind, Int, Double, Bool, IntList, DoubleList, BoolList, TensorList, OptionalTensorList, DeviceKind,
  GeneratorKind, String, Complex
};

struct Value {
  int32_t kind;
  int32_t count;  // elements of a list, characters of a string, index of a device
  union {
    int64_t i;
    double d;
    void* p;
  };
};

// c10::optional up to libtorch 2.4, std::optional after.
using MaybeTensor = decltype(std::declval<c10::IValue>().toOptional<at::Tensor>());
using Impl = c10::TensorImpl;
using ImplPtr = c10::intrusive_ptr<Impl, c10::UndefinedTensorImpl>;

thread_local std::string last_error;

template <class F>
int guarded(F&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "an exception of unknown type";
  }
  return 1;
}

at::Tensor borrow(void* impl) {
  if (!impl) return {};
  return at::Tensor(ImplPtr::reclaim_copy(static_cast<Impl*>(impl)));
}

void* release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseIntrusivePtr().release() : nullptr;
}

std::vector<at::Tensor> borrow(void** impls, int count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; ++i) tensors.push_back(borrow(impls[i]));
  return tensors;
}

c10::Device device_of(int64_t type, int32_t index) {
  return {static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index)};
}

template <class T>
c10::List<T> list_of(const Value& v) {
  c10::List<T> list;
  list.reserve(v.count);
  const auto* items = static_cast<const T*>(v.p);
  for (int i = 0; i < v.count; ++i) list.push_back(items[i]);
  return list;
}

c10::IValue unpack(const Value& v) {
  auto* items = static_cast<void**>(v.p);
  switch (v.kind) {
    case None: return {};
    case TensorKind: return borrow(v.p);
    case Int: return v.i;
    case Double: return v.d;
    case Bool: return v.i != 0;
    case IntList: return list_of<int64_t>(v);
    case DoubleList: return list_of<double>(v);
    case BoolList: {
      c10::List<bool> list;
      for (int i = 0; i < v.count; ++i) list.push_back(static_cast<int64_t*>(v.p)[i] != 0);
      return list;
    }
    case TensorList: return borrow(items, v.count);
    case OptionalTensorList: {
      c10::List<MaybeTensor> list;
      for (int i = 0; i < v.count; ++i) list.push_back(items[i] ? MaybeTensor(borrow(items[i])) : MaybeTensor());
      return list;
    }
    case DeviceKind: return device_of(v.i, v.count);
    case GeneratorKind: return *static_cast<at::Generator*>(v.p);
    case String: return std::string(static_cast<const char*>(v.p), v.count);
    case Complex: return c10::complex<double>(static_cast<double*>(v.p)[0], static_cast<double*>(v.p)[1]);
  }
  TORCH_CHECK(false, "boxed call: unknown argument kind ", v.kind);
}

Value pack(c10::IValue&& v) {
  Value out{};
  if (v.isTensor()) {
    out.kind = TensorKind;
    out.p = release(std::move(v).toTensor());
  } else if (v.isInt()) {
    out.kind = Int;
    out.i = v.toInt();
  } else if (v.isDouble()) {
    out.kind = Double;
    out.d = v.toDouble();
  } else if (v.isBool()) {
    out.kind = Bool;
    out.i = v.toBool();
  } else if (v.isTensorList()) {
    auto tensors = v.toTensorVector();
    auto** items = new void*[tensors.size()];
    for (size_t i = 0; i < tensors.size(); ++i) items[i] = release(std::move(tensors[i]));
    out.kind = TensorList;
    out.count = static_cast<int32_t>(tensors.size());
    out.p = items;
  } else {
    TORCH_CHECK(v.isNone(), "boxed call: a result of type ", v.tagKind(), " is not handled");
  }
  return out;
}

}  // namespace

#define EXPORT extern "C" __attribute__((visibility("default")))

EXPORT int32_t boxed_interface_version() { return 1; }
EXPORT const char* boxed_last_error() { return last_error.c_str(); }

EXPORT int boxed_find(const char* name, const char* overload, void** op) {
  return guarded([&] {
    *op = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
  });
}

// Arguments that are left out take the schema's defaults. results must hold as many values as the operator returns.
EXPORT int boxed_call(void* op, const Value* args, int32_t count, Value* results, int32_t capacity, int32_t* returned) {
  return guarded([&] {
    const auto& handle = *static_cast<c10::OperatorHandle*>(op);
    const auto& schema = handle.schema();
    const auto& parameters = schema.arguments();
    TORCH_CHECK(static_cast<size_t>(count) <= parameters.size(), count, " arguments given, at most ", parameters.size(),
                " taken");
    TORCH_CHECK(schema.returns().size() <= static_cast<size_t>(capacity), "more results than expected");
    torch::jit::Stack stack;
    stack.reserve(parameters.size());
    for (int32_t i = 0; i < count; ++i) stack.push_back(unpack(args[i]));
    for (size_t i = count; i < parameters.size(); ++i) {
      TORCH_CHECK(parameters[i].default_value(), "argument '", parameters[i].name(), "' is missing");
      stack.push_back(*parameters[i].default_value());
    }
    handle.callBoxed(&stack);
    *returned = static_cast<int32_t>(stack.size());
    for (size_t i = 0; i < stack.size(); ++i) results[i] = pack(std::move(stack[i]));
  });
}

EXPORT void boxed_free_list(void** items) { delete[] items; }

// ---- tensors ----

EXPORT void tensor_release(void* impl) { ImplPtr::reclaim(static_cast<Impl*>(impl)); }

EXPORT void* tensor_retain(void* impl) { return release(borrow(impl)); }

struct Description {
  const int64_t* sizes;
  int64_t dimensions;
  int64_t elements;
  int32_t scalar_type;
  int32_t device_type;
  int32_t device_index;
  int32_t flags;  // 1 requires_grad, 2 is_leaf, 4 contiguous, 8 sparse
};

EXPORT int tensor_describe(void* impl, Description* out) {
  return guarded([&] {
    auto t = borrow(impl);
    auto sizes = t.sizes();
    auto device = t.device();
    *out = {sizes.data(), static_cast<int64_t>(sizes.size()), t.numel(), static_cast<int32_t>(t.scalar_type()),
            static_cast<int32_t>(device.type()), device.index(),
            (t.requires_grad() ? 1 : 0) | (t.is_leaf() ? 2 : 0) | (!t.is_sparse() && t.is_contiguous() ? 4 : 0) |
                (t.is_sparse() ? 8 : 0)};
  });
}

EXPORT int tensor_strides(void* impl, const int64_t** strides, int64_t* offset) {
  return guarded([&] {
    auto t = borrow(impl);
    *strides = t.strides().data();
    *offset = t.storage_offset();
  });
}

EXPORT int tensor_data(void* impl, void** data) {
  return guarded([&] { *data = borrow(impl).data_ptr(); });
}

EXPORT int tensor_get_grad(void* impl, void** grad) {
  return guarded([&] { *grad = release(borrow(impl).grad()); });
}

EXPORT int tensor_set_grad(void* impl, void* grad) {
  return guarded([&] { borrow(impl).mutable_grad() = borrow(grad); });
}

EXPORT int tensor_retain_grad(void* impl) {
  return guarded([&] { borrow(impl).retain_grad(); });
}

// ---- autograd ----

EXPORT int autograd_backward(void** tensors, int32_t count, void** gradients, int32_t gradient_count, int32_t retain_graph,
                             int32_t create_graph, void** inputs, int32_t input_count) {
  return guarded([&] {
    torch::autograd::backward(borrow(tensors, count), borrow(gradients, gradient_count), retain_graph != 0,
                              create_graph != 0, borrow(inputs, input_count));
  });
}

EXPORT int autograd_grad(void** outputs, int32_t count, void** inputs, int32_t input_count, void** gradients,
                         int32_t gradient_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused,
                         void** results) {
  return guarded([&] {
    auto grads = torch::autograd::grad(borrow(outputs, count), borrow(inputs, input_count),
                                       borrow(gradients, gradient_count), retain_graph != 0, create_graph != 0,
                                       allow_unused != 0);
    for (size_t i = 0; i < grads.size(); ++i) results[i] = release(std::move(grads[i]));
  });
}

EXPORT int32_t grad_mode() { return c10::GradMode::is_enabled(); }
EXPORT void grad_mode_set(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }
EXPORT int32_t inference_mode() { return c10::InferenceMode::is_enabled(); }
EXPORT void* inference_mode_enter(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }
EXPORT void inference_mode_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

// ---- random numbers ----

// Operators that draw hold the generator's mutex; so must everybody else.
template <class F>
auto locked(at::Generator& generator, F&& body) {
  std::lock_guard<std::mutex> lock(generator.mutex());
  return body(generator);
}

template <class F>
auto locked(void* generator, F&& body) {
  return locked(*static_cast<at::Generator*>(generator), body);
}

EXPORT int generator_default(int64_t device_type, int32_t index, void** out) {
  return guarded([&] {
    *out = new at::Generator(at::globalContext().defaultGenerator(device_of(device_type, index)));
  });
}

EXPORT int generator_create(int64_t device_type, int32_t index, uint64_t seed, void** out) {
  return guarded([&] {
    auto shared = at::globalContext().defaultGenerator(device_of(device_type, index));
    auto generator = locked(shared, [](at::Generator& g) { return g.clone(); });
    generator.set_current_seed(seed);
    *out = new at::Generator(std::move(generator));
  });
}

EXPORT int generator_set_seed(void* generator, uint64_t seed) {
  return guarded([&] { locked(generator, [&](at::Generator& g) { g.set_current_seed(seed); }); });
}

EXPORT int generator_seed(void* generator, uint64_t* seed) {
  return guarded([&] { *seed = locked(generator, [](at::Generator& g) { return g.current_seed(); }); });
}

EXPORT int generator_get_state(void* generator, void** state) {
  return guarded([&] { *state = release(locked(generator, [](at::Generator& g) { return g.get_state(); })); });
}

EXPORT int generator_set_state(void* generator, void* state) {
  return guarded([&] { locked(generator, [&](at::Generator& g) { g.set_state(borrow(state)); }); });
}

EXPORT void generator_release(void* generator) { delete static_cast<at::Generator*>(generator); }

EXPORT int random_seed_all(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

// ---- context ----

EXPORT int32_t context_threads() { return at::get_num_threads(); }
EXPORT int32_t context_interop_threads() { return at::get_num_interop_threads(); }
EXPORT int context_set_threads(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}
EXPORT int context_set_interop_threads(int32_t count) {
  return guarded([&] { at::set_num_interop_threads(count); });
}
EXPORT int32_t context_cuda_devices() {
  return at::hasCUDA() ? c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount() : 0;
}
EXPORT int32_t context_has_cudnn() { return at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN(); }
EXPORT int context_cuda_synchronize(int32_t index) {
  return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(index)); });
}
EXPORT int context_set_deterministic(int32_t enabled, int32_t warn_only) {
  return guarded([&] { at::globalContext().setDeterministicAlgorithms(enabled != 0, warn_only != 0); });
}
EXPORT int32_t context_deterministic() { return at::globalContext().deterministicAlgorithms(); }
EXPORT int32_t context_deterministic_warn_only() { return at::globalContext().deterministicAlgorithmsWarnOnly(); }
EXPORT int32_t context_tf32() { return at::globalContext().allowTF32CuDNN(); }
EXPORT void context_set_tf32(int32_t enabled) { at::globalContext().setAllowTF32CuDNN(enabled != 0); }
