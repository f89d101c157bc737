namespace EditableDeepSC.Models.Weights;

/// <summary>Element types of stored tensors, named as safetensors names them.</summary>
public enum TensorType
{
    F64,
    F32,
    F16,
    BF16,
    I64,
    I32,
    I16,
    I8,
    U8,
    BOOL,
}
