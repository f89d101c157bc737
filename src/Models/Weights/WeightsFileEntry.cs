using System.Text.Json.Serialization;

namespace EditableDeepSC.Models.Weights;

/// <summary>A weights file as the manifest knows it.</summary>
/// <param name="File">Plain name inside the folder.</param>
/// <param name="Bytes">Exact size.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record WeightsFileEntry(
    [property: JsonRequired] string File, [property: JsonRequired] long Bytes, [property: JsonRequired] string Sha256);
