using System.Text.Json;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Golden;

/// <summary>A golden file: the keys of a network with their fill, inputs, and the outputs of the public code.</summary>
internal sealed record GoldenFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public required GoldenKey[] Keys { get; init; }

    /// <summary>Inputs and outputs; the largest networks have none, but keys and shapes only.</summary>
    public GoldenInput[] Inputs { get; init; } = [];

    public GoldenOutput[] Outputs { get; init; } = [];

    public GoldenHead[]? Heads { get; init; }

    [JsonPropertyName("labels_of_sample_0")]
    public GoldenLabels? LabelsOfSample0 { get; init; }

    public static GoldenFile Read(string name) => JsonSerializer.Deserialize<GoldenFile>(
        File.ReadAllText(Path.Combine(GoldenFolder.Path!, name + ".json")), Json)!;

    public Tensor Input(string name)
    {
        var input = Inputs.Single(i => i.Name == name);
        var type = input.Dtype == "int64" ? ScalarType.Int64 : ScalarType.Float32;
        return tensor(HashFill.Input(input), input.Shape, type);
    }

    /// <summary>
    /// Fills the network's state with the file's; <paramref name="rename"/> gives our key, or null to leave one out.
    /// </summary>
    public void Fill(nn.Module network, Func<GoldenKey, string?>? rename = null)
    {
        var state = network.state_dict();
        using var quiet = no_grad();
        foreach (var key in Keys)
        {
            if ((rename is null ? key.Key : rename(key)) is not { } ours) continue;
            state.Should().ContainKey(ours);
            state.Remove(ours, out var target);
            target!.shape.Should().Equal(key.Shape, "that is the public shape of {0}", ours);
            using var filled = tensor(HashFill.Key(key), key.Shape);
            target.copy_(filled);
        }
        state.Keys.Should().BeEmpty("the public network has no other keys");
        network.eval();
    }

    /// <summary>The network's state must have the file's keys and shapes, no more and no less.</summary>
    public void CheckShapes(nn.Module network) => network.state_dict()
        .Select(entry => (entry.Key, Shape: string.Join(", ", entry.Value.shape)))
        .Should().BeEquivalentTo(Keys.Select(key => (key.Key, Shape: string.Join(", ", key.Shape))));

    /// <summary>
    /// The output must agree within 10 x the public code's own float32 error, not below 1e-5, or as given.
    /// </summary>
    public void Check(string name, Tensor actual, double? tolerance = null)
    {
        var expected = Outputs.Single(output => output.Name == name);
        actual.numel().Should().Be(expected.Shape.Aggregate(1L, (product, extent) => product * extent));
        using var flat = actual.detach().flatten();
        var bar = tolerance ?? Math.Max(10 * expected.Float32Error, 1e-5);
        WorstDistance(flat.data<float>().ToArray(), expected.Indices, expected.Values)
            .Should().BeLessThanOrEqualTo(bar, name);
    }

    private static double WorstDistance(float[] actual, long[]? indices, double[] expected)
    {
        var worst = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var distance = Math.Abs(actual[indices?[i] ?? i] - expected[i]);
            if (!(distance <= worst)) worst = distance;    // NaN stays
        }
        return worst;
    }
}
