using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditableDeepSC.Channels;

/// <summary>Lets the options of one module hold other modules, as those of the chain do.</summary>
internal sealed class ModuleConverter<TModule>(ModuleCatalog<TModule> catalog) : JsonConverter<TModule>
    where TModule : class
{
    public override TModule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        catalog.Create(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, TModule value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A module does not keep the parameters it was made from.");
}
