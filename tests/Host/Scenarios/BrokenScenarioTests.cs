namespace EditableDeepSC.Host.Tests.Scenarios;

/// <summary>Files that must not run: exit 3, one message with its place, nothing written.</summary>
public sealed class BrokenScenarioTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eds-broken-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "(1,1): this is not valid JSON")]
    [InlineData("{", "(1,2): this is not valid JSON")]
    [InlineData("{ \"users\": [ }", "(1,14): this is not valid JSON")]
    [InlineData("[]", "(1,1): [] is not an object; give one")]
    [InlineData("{}", "there are no users; give")]
    [InlineData("{ \"users\": [] }", "there are no users; give")]
    [InlineData("{\n  \"usrs\": []\n}", "(2,3): unknown key 'usrs'; did you mean 'users'?")]
    [InlineData("{ \"users\": 3 }", "(1,12): 'users' is 3; give a list")]
    [InlineData("{ \"users\": [3] }", "(1,13): 'users[0]' is 3; give an object")]
    [InlineData("{ \"users\": [{ \"cuont\": 3 }] }", "(1,15): unknown key 'cuont'; did you mean 'count'?")]
    [InlineData("{ \"users\": [{ \"count\": -3 }] }", "(1,24): 'users[0].count' is -3; give 1 to 1000000")]
    [InlineData("{ \"users\": [{ \"count\": 2.5 }] }", "'users[0].count' is 2.5; give an integer")]
    [InlineData("{ \"users\": [{ \"count\": \"3\" }] }", "'users[0].count' is \"3\"; give an integer")]
    [InlineData("{ \"users\": [{}], \"users\": [{}] }", "(1,18): 'users' appears twice")]
    [InlineData("{ \"users\": [{}], \"durationMs\": 3 }", "did you mean 'durationSeconds'?")]
    [InlineData("{ \"users\": [{}], \"durationSeconds\": \"3 s\" }", "give a number in s")]
    [InlineData("{ \"users\": [{}], \"durationSeconds\": 0 }", "0.001 to 10000000 s")]
    [InlineData("{ \"users\": [{}], \"deterministic\": 1 }", "'deterministic' is 1; give true or false")]
    [InlineData("{ \"users\": [{}], \"codec\": \"stup\" }", "did you mean \"stub\"? It takes stub, jecc")]
    [InlineData("{ \"users\": [{}], \"adapters\": { \"snrsDb\": [] } }", "'adapters.snrsDb' is empty")]
    [InlineData("{ \"users\": [{}], \"adapters\": { \"snrsDb\": [0, \"6\"] } }",
        "'adapters.snrsDb[1]' is \"6\"; give a number in dB")]
    [InlineData("{ \"users\": [{ \"link\": { \"channel\": \"raleigh\" } }] }", "did you mean 'rayleigh'?")]
    [InlineData("{ \"users\": [{ \"link\": { \"snr\": \"constnt\" } }] }", "did you mean 'constant'?")]
    [InlineData("{ \"users\": [{ \"link\": { \"snr\": { \"type\": \"constant\", \"snr\": 3 } } }] }",
        "(1,54): constant: unknown key 'snr'; did you mean 'snrDb'?")]
    [InlineData("{ \"users\": [{ \"link\": { \"channel\": { \"type\": \"chain\", \"channels\": [\"awgn\", \"jake\"] } } }] }",
        "(1,76): Unknown channel 'jake'; did you mean 'jakes'?")]
    [InlineData("{ \"users\": [{ \"count\": 1e99 }] }", "'users[0].count' is 1E+99; give 1 to 1000000")]
    [InlineData("{ \"users\": [{ \"link\": { \"snr\": { \"type\": \"trace\", \"file\": \"none.csv\" } } }] }",
        "(1,32):")]
    [InlineData("{ \"users\": [{ \"images\": \"no/such/folder\" }] }",
        "(1,25): no/such/folder: there is no such folder")]
    [InlineData("{ \"users\": [{ \"arrivals\": { \"kind\": \"poison\" } }] }", "did you mean \"poisson\"?")]
    [InlineData("{ \"users\": [{ \"arrivals\": { \"kind\": \"poisson\", \"ratePerSecond\": 0 } }] }",
        "nobody would ever come")]
    [InlineData("{ \"users\": [{ \"arrivals\": { \"kind\": \"poisson\", \"toRatePerSecond\": 5 } }] }",
        "(1,48): 'toRatePerSecond' is an option of ramp, and 'kind' is \"poisson\"; leave it out")]
    [InlineData("{ \"users\": [{ \"arrivals\": { \"kind\": \"trace\", \"file\": \"none.csv\" } }] }",
        "(1,54): 'file' none.csv cannot be read")]
    [InlineData("{ \"users\": [{ \"arrivals\": { \"kind\": \"daily\", \"points\": [{ \"atHours\": 24 }] } }] }",
        "(1,70): 'points[0].atHours' is 24; give hours in order")]
    [InlineData("{ \"users\": [{}], \"cells\": [{}], \"cell\": {} }", "(1,41): 'cell' is for one cell, and 'cells' has several")]
    [InlineData("{ \"users\": [{ \"link\": { \"snr\": \"constant\" } }], \"cells\": [{}, {}] }", "'snr' is for one cell")]
    [InlineData("{ \"users\": [{ \"mobility\": {} }] }", "'mobility' is for several cells; leave it out, or give \"cells\"")]
    [InlineData("{ \"users\": [{}], \"radio\": {} }", "(1,27): 'radio' is for several cells")]
    [InlineData("{ \"users\": [{}], \"cells\": [{ \"xMetre\": 5 }] }", "unknown key 'xMetre'; did you mean 'xMetres'?")]
    [InlineData("{ \"cells\": [{}, {}], \"users\": [{ \"mobility\": { \"kind\": \"line\", \"toXMetres\": -500, \"toYMetres\": -500 } }] }",
        "both ends are at the same place; give two places")]
    [InlineData("{ \"users\": [{}], \"thresholds\": [\"latency < 2\"] }", "(1,33): 'latency < 2': latency cannot take")]
    [InlineData("{ \"users\": [{}], \"thresholds\": [\"edit.success > 1.5\"] }", "can never hold")]
    [InlineData("{ \"users\": [{}], \"thresholds\": [\"lpipsP@300dB < 0.1\"] }", "give @ one of -6, 0, 6, 12, 18 dB")]
    [InlineData("{ \"users\": [{}], \"name\": \"\\ud800\" }", "(1,26): this text is not valid Unicode")]
    [InlineData("{ \"users\": [{}], \"repeat\": 501, \"sweep\": { \"seed\": [1, 2] } }", "more than 1000 runs")]
    [InlineData("{ \"users\": [{}], \"faults\": { \"notFinite\": 2 } }", "'faults.notFinite' is 2; give 0 to 1")]
    [InlineData("{ \"users\": [{}], \"plugins\": [\"none.dll\"] }", "Plug-in 'none.dll' does not exist")]
    [InlineData("{ \"users\": [{}], \"sweep\": { \"seed\": 3 } }", "(1,29): 'seed' takes a list of values")]
    [InlineData("{ \"users\": [{}], \"sweep\": { \"seeds\": [1] } }", "unknown key 'seeds'; did you mean 'seed'?")]
    [InlineData("{ \"users\": [{}], \"sweep\": { \"users[0].count\": [1], \"users.0.count\": [2] } }",
        "'users[0].count' and 'users.0.count' name one place")]
    [InlineData("{ \"users\": [{}], \"sweep\": { \"users[00].count\": [1], \"users[0]\": [{}] } }", "name one place")]
    [InlineData("{ \"users\": [{}], \"encoders\": { \"batching\": { \"maxSize\": 4, \"preferredSizes\": [2, 5] } } }",
        "(1,82): 'encoders.batching.preferredSizes[1]' is 5, and 'maxSize' is 4")]
    [InlineData("{ \"users\": [{}], \"decoders\": { \"batching\": { \"preferredSizes\": [9] } } }", "and 'maxSize' is 8")]
    [InlineData("{ \"users\": [{ \"priority\": 2 }] }", "(1,27): 'priority' is 2, but 'priorityLevels' of the pools are 1 and 1")]
    [InlineData("{ \"users\": [{ \"priority\": 3 }], \"encoders\": { \"batching\": { \"priorityLevels\": 2 } } }",
        "'priority' is 3, but 'priorityLevels' of the pools are 2 and 1")]
    [InlineData("{ \"users\": [{}], \"xylophone\": 1 }", "unknown key 'xylophone'; known are name, description, codec, ")]
    [InlineData("{ \"users\": [{}], \"codec\": 1 }", "'codec' is 1; give one of stub, jecc")]
    [InlineData("{ \"users\": [{}], \"sweep\": { \"users[7].count\": [1] } }", "there is no element '7'; give 0 to 0")]
    public async Task Run_BrokenFile_ExitsThreeWithItsPlace(string text, string complaint)
    {
        var file = Path.Combine(_folder, "broken.json");
        File.WriteAllText(file, text);
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["run", file, "--out", Path.Combine(_folder, "out")], output, error);

        code.Should().Be(ExitCode.BadScenario);
        output.ToString().Should().BeEmpty();
        error.ToString().Should().StartWith($"eds: {file}(").And.Contain(complaint).And.NotContain("   at ");
        error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(1);
        Directory.Exists(Path.Combine(_folder, "out")).Should().BeFalse();
    }

    [Theory]
    [InlineData("count=3", "unknown key 'count'")]
    [InlineData("users[0].count=many", "'users[0].count' is \"many\"; give an integer")]
    [InlineData("users[0].count", "write --set PATH=VALUE")]
    [InlineData("users.x.count=3", "there is no element 'x'")]
    [InlineData("seed=3", "the scenario sweeps over 'seed'")]
    [InlineData("users.00.deadlineSeconds=3", "the scenario sweeps over 'users.00.deadlineSeconds'")]
    public async Task Run_BrokenChange_NamesTheOption(string change, string complaint)
    {
        var file = Path.Combine(_folder, "fine.json");
        File.WriteAllText(file, """{ "users": [{}], "sweep": { "seed": [1, 2], "users[0].deadlineSeconds": [1] } }""");
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["run", file, "--set", change], TextWriter.Null, error);

        code.Should().Be(ExitCode.BadScenario);
        error.ToString().Should().Contain($"--set {change}").And.Contain(complaint);
    }

    [Theory]
    [InlineData("notes.txt", "there is no .png, .jpg or .jpeg file in it")]
    [InlineData("notes.png", "neither a PNG nor a JPEG")]
    public async Task Validate_FolderWithoutPictures_ExitsThree(string name, string complaint)
    {
        var file = Path.Combine(_folder, "fine.json");
        File.WriteAllText(file, """{ "users": [{}] }""");
        var pictures = Directory.CreateDirectory(Path.Combine(_folder, "pictures")).FullName;
        File.WriteAllText(Path.Combine(pictures, name), "notes");
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            ["validate", file, "--set", $"users[0].images={pictures}"], TextWriter.Null, error);

        code.Should().Be(ExitCode.BadScenario);
        error.ToString().Should().Contain(complaint);
    }

    [Fact]
    public async Task Run_MissingFile_ExitsThree() =>
        (await CommandLine.RunAsync(["run", Path.Combine(_folder, "none.json")], TextWriter.Null, TextWriter.Null))
            .Should().Be(ExitCode.BadScenario);

    [Theory]
    [InlineData("encoders", "cuda:7")]
    [InlineData("decoders", "gpu")]
    public async Task Run_MissingDeviceOfAPool_ExitsFiveBeforeAFolderExists(string pool, string device)
    {
        var file = Path.Combine(_folder, "scenario.json");
        File.WriteAllText(file, $$"""{ "users": [{}], "{{pool}}": { "devices": ["cpu", "{{device}}"] } }""");
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            ["run", file, "--out", Path.Combine(_folder, "out")], TextWriter.Null, error);

        code.Should().Be(ExitCode.NoDevice);
        error.ToString().Should().Contain($"there is no device '{device}' here; this machine has cpu");
        Directory.Exists(Path.Combine(_folder, "out")).Should().BeFalse();
    }

    [Fact]
    public async Task Validate_DeviceOfAnotherMachine_IsFine()
    {
        var file = Path.Combine(_folder, "scenario.json");
        File.WriteAllText(file, """{ "users": [{}], "encoders": { "devices": ["cuda:7"] } }""");

        (await CommandLine.RunAsync(["validate", file], TextWriter.Null, TextWriter.Null)).Should().Be(ExitCode.Ok);
    }

    [Fact]
    public async Task Run_MissingDevice_ExitsFive() =>
        (await CommandLine.RunAsync(["run", "x.json", "--device", "cuda:7"], TextWriter.Null, TextWriter.Null))
            .Should().Be(ExitCode.NoDevice);
}
