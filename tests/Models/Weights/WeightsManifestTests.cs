using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Tests.Weights;

public sealed class WeightsManifestTests : IDisposable
{
    private const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_SaveAndLoad_ListsTheFolder()
    {
        _folder.Write("b.safetensors", [1, 2, 3]);
        _folder.Write("a.safetensors", []);
        _folder.Write("a.md", [7]);

        WeightsManifest.Scan(_folder.Path).Save();
        var manifest = WeightsManifest.Load(_folder.Path);

        manifest.Files.Select(file => (file.File, file.Bytes)).Should()
            .Equal(("a.safetensors", 0), ("b.safetensors", 3));
        manifest.Files[0].Sha256.Should().Be(EmptySha256);
        manifest.FindProblems().Should().BeEmpty();
        manifest.Require("b.safetensors").Should().Be(_folder.File("b.safetensors"));
    }

    [Fact]
    public void FindProblems_EveryKind_IsFoundAndNamed()
    {
        foreach (var name in new[] { "gone", "longer", "changed", "fine" })
            _folder.Write($"{name}.safetensors", [1, 2]);
        WeightsManifest.Scan(_folder.Path).Save();
        File.Delete(_folder.File("gone.safetensors"));
        _folder.Write("longer.safetensors", [1, 2, 3]);
        _folder.Write("changed.safetensors", [1, 9]);
        _folder.Write("new.safetensors", [1]);

        var manifest = WeightsManifest.Load(_folder.Path);

        manifest.FindProblems().Select(problem => (problem.File, problem.Reason)).Should().BeEquivalentTo(new[]
        {
            ("gone.safetensors", WeightsErrorReason.MissingFile),
            ("longer.safetensors", WeightsErrorReason.WrongChecksum),
            ("changed.safetensors", WeightsErrorReason.WrongChecksum),
            ("new.safetensors", WeightsErrorReason.UnlistedFile),
        });
        manifest.Require("fine.safetensors");
        ReasonOf(() => manifest.Require("changed.safetensors")).Should().Be(WeightsErrorReason.WrongChecksum);
        ReasonOf(() => manifest.Require("gone.safetensors")).Should().Be(WeightsErrorReason.MissingFile);
        ReasonOf(() => manifest.Require("new.safetensors")).Should().Be(WeightsErrorReason.UnlistedFile);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"files\":null}")]
    [InlineData("{\"files\":[null]}")]
    [InlineData("{\"files\":[],\"file\":[]}")]
    [InlineData("{\"files\":[{\"file\":null,\"bytes\":0,\"sha256\":\"" + EmptySha256 + "\"}]}")]
    [InlineData("{\"files\":[{\"file\":\"../a\",\"bytes\":0,\"sha256\":\"" + EmptySha256 + "\"}]}")]
    [InlineData("{\"files\":[{\"file\":\"/etc/passwd\",\"bytes\":0,\"sha256\":\"" + EmptySha256 + "\"}]}")]
    [InlineData("{\"files\":[{\"file\":\"a\",\"bytes\":0,\"sha256\":\"123\"}]}")]
    [InlineData("{\"files\":[{\"file\":\"a\",\"bytes\":-1,\"sha256\":\"" + EmptySha256 + "\"}]}")]
    [InlineData("{\"files\":[{\"file\":\"a\",\"bytes\":\"0\",\"sha256\":\"" + EmptySha256 + "\"}]}")]
    [InlineData("{\"files\":[{\"file\":\"a\",\"bytes\":0,\"sha256\":\"" + EmptySha256 + "\"}," +
        "{\"file\":\"a\",\"bytes\":0,\"sha256\":\"" + EmptySha256 + "\"}]}")]
    public void Load_SenselessManifest_IsRefused(string json)
    {
        File.WriteAllText(_folder.File("manifest.json"), json);
        ReasonOf(() => WeightsManifest.Load(_folder.Path)).Should().Be(WeightsErrorReason.BadHeader);
    }

    [Fact]
    public void Load_NoManifest_SaysWhere() =>
        FluentActions.Invoking(() => WeightsManifest.Load(_folder.File("nowhere"))).Should().Throw<WeightsException>()
            .WithMessage("*nowhere/manifest.json*").Which.Reason.Should().Be(WeightsErrorReason.MissingFile);

    private static WeightsErrorReason ReasonOf(Action action) =>
        FluentActions.Invoking(action).Should().Throw<WeightsException>().Which.Reason;
}
