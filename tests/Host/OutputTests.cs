namespace EditableDeepSC.Host.Tests;

/// <summary>Where verbs write: never where another process writes, never over what they read.</summary>
public sealed class OutputTests : IDisposable
{
    private const int AtOnce = 6;

    private readonly string folder = Directory.CreateTempSubdirectory("eds-output-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("run", "SCENARIO", "--out", "OUT")]
    [InlineData("portraits", "--count", "1", "--resolution", "64", "--out", "OUT")]
    public async Task Verbs_started_at_once_with_one_folder_do_not_share_it(params string[] words)
    {
        var scenario = In("scenario.json");
        File.WriteAllText(scenario, """{ "durationSeconds": 1, "users": [{ "count": 2 }] }""");
        for (var round = 0; round < 3; round++)
        {
            var target = In($"out-{round}");
            string[] args = [.. words.Select(word => word switch { "SCENARIO" => scenario, "OUT" => target, _ => word })];
            using var start = new Barrier(AtOnce);

            var codes = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return CommandLine.RunAsync(args, TextWriter.Null, TextWriter.Null).GetAwaiter().GetResult();
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            codes.Count(code => code == ExitCode.Ok).Should().Be(1);
            codes.Count(code => code == ExitCode.Usage).Should().Be(AtOnce - 1);
            Directory.GetFiles(target, ".*").Should().BeEmpty("the lock goes with the process");
        }
    }

    [Fact]
    public void Numbered_folders_taken_at_once_are_different()
    {
        var stem = In("run");

        var folders = new OutputFolder[20];
        Parallel.For(0, folders.Length, i => folders[i] = OutputFolder.CreateNumbered(stem));

        folders.Select(one => one.Path).Should().OnlyHaveUniqueItems().And.Contain([stem, $"{stem}-2", $"{stem}-20"]);
        foreach (var one in folders) one.Dispose();
    }

    [Fact]
    public void Folder_that_another_writes_to_cannot_be_entered()
    {
        using (OutputFolder.Enter(folder))
            FluentActions.Invoking(() => OutputFolder.Enter(folder)).Should().Throw<UserErrorException>();

        FluentActions.Invoking(() => OutputFolder.Enter(folder).Dispose()).Should().NotThrow("the first has gone");
    }

    [Theory]
    [InlineData("weights", "import", "--kind", "field", "IN", "--out", "OUT")]
    [InlineData("send", "--text", "smile", "--image", "IN", "--out", "OUT")]
    [InlineData("invert", "IN", "--out", "FOLDER")]
    public async Task Output_that_is_the_input_by_another_name_is_refused(params string[] words)
    {
        var own = Directory.CreateDirectory(In("own"));
        var picture = Path.Combine(own.FullName, "face-inverted.png");
        File.WriteAllText(picture, "mine");
        File.CreateSymbolicLink(In("face.png"), picture);
        File.CreateSymbolicLink(In("chain.png"), "face.png");
        Directory.CreateSymbolicLink(In("linked"), own.FullName);
        (string Read, string Written)[] pairs =
        [
            (picture, picture), (In("face.png"), picture), (picture, In("face.png")), (In("chain.png"), picture),
            (In("chain.png"), In("linked/face-inverted.png")), (In("linked/../own/face-inverted.png"), In("face.png")),
        ];
        foreach (var (read, written) in pairs)
        {
            using var error = new StringWriter();
            string[] args = [.. words.Select(word => word switch
            {
                "IN" => read,
                "OUT" => written,
                "FOLDER" => Path.GetDirectoryName(written)!,
                _ => word,
            })];
            if (words[0] == "invert" && !written.EndsWith("-inverted.png", StringComparison.Ordinal)) continue;
            if (words[0] == "invert" && !read.EndsWith("face.png", StringComparison.Ordinal)) continue; // NAME-inverted.png

            var code = await CommandLine.RunAsync(args, TextWriter.Null, error);

            code.Should().Be(ExitCode.Usage, $"of {read} to {written}");
            error.ToString().Should().Contain("would be overwritten");
            File.ReadAllText(picture).Should().Be("mine");
        }
    }

    [Fact]
    public void Circle_of_links_is_refused()
    {
        File.CreateSymbolicLink(In("a"), "b");
        File.CreateSymbolicLink(In("b"), "a");

        FluentActions.Invoking(() => OutputFile.Check(In("c"), [In("a")])).Should().Throw<UserErrorException>();
    }

    private string In(string name) => Path.Combine(folder, name);
}
