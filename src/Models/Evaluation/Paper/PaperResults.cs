using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>
/// The results of units in a file, a line each, appended as units end. A line that was cut off is dropped when the file
/// is opened again.
/// </summary>
internal sealed class PaperResults : IDisposable
{
    private static readonly JsonSerializerOptions Format = new() { Converters = { new Base64Floats() } };

    private readonly FileStream file;
    private readonly Dictionary<PaperUnit, PaperResult> results = [];

    public PaperResults(string path)
    {
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            ReadAll();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool Has(PaperUnit unit) => results.ContainsKey(unit);

    /// <summary>Keeps a result: on the disk when this returns.</summary>
    public void Add(PaperResult result)
    {
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(result, Format), (byte)'\n']);
        file.Flush(flushToDisk: true);
        results.Add(result.Unit, result);
    }

    /// <summary>A column over all portraits in their order; empty where nothing has it.</summary>
    public float[] Column(string part, string method, double snrDb, string column) =>
        [.. Of(part, method, snrDb).Where(one => one.Columns.ContainsKey(column))
            .OrderBy(one => one.Unit.First).SelectMany(one => one.Columns[column])];

    public void Dispose() => file.Dispose();

    private IEnumerable<PaperResult> Of(string part, string method, double snrDb) => results.Values.Where(one =>
        one.Unit.Part == part && one.Unit.Method == method && one.Unit.SnrDb == snrDb);

    private void ReadAll()
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        for (var start = 0; start < whole;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            var result = JsonSerializer.Deserialize<PaperResult>(bytes.AsSpan(start, end - start), Format)!;
            results[result.Unit] = result;
            start = end + 1;
        }
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Exact, and a third of the length of decimals.</summary>
    private sealed class Base64Floats : JsonConverter<float[]>
    {
        public override float[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            MemoryMarshal.Cast<byte, float>(reader.GetBytesFromBase64()).ToArray();

        public override void Write(Utf8JsonWriter writer, float[] value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(MemoryMarshal.AsBytes(value.AsSpan()));
    }
}
