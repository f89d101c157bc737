using Akka.Configuration;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class ConfigurationSpec
{
    private static readonly Config Sample = ConfigurationFactory.ParseString(
        """
        # a comment
        pool {
          size = 4          // another
          names = [one, "two, three", four]
          dispatcher.type = PinnedDispatcher
          wait : 250ms
          on = on, off = off
        }
        pool.size = 8
        pool { extra = "quoted # text" }
        "dotted.key" { a = 1 }
        ratio = 0.25
        text = several words here
        long = 123456789012
        """);

    [Fact]
    public void Nested_objects_and_dotted_keys_are_the_same()
    {
        Sample.GetString("pool.dispatcher.type").Should().Be("PinnedDispatcher");
        Sample.GetConfig("pool.dispatcher")!.GetString("type").Should().Be("PinnedDispatcher");
        Sample.GetConfig("pool")!.GetString("extra").Should().Be("quoted # text");
    }

    [Fact]
    public void The_last_value_wins_and_objects_are_merged()
    {
        Sample.GetInt("pool.size").Should().Be(8);
        Sample.GetStringList("pool.names").Should().Equal("one", "two, three", "four");
    }

    [Fact]
    public void Values_have_types()
    {
        Sample.GetDouble("ratio").Should().Be(0.25);
        Sample.GetLong("long").Should().Be(123456789012);
        Sample.GetBoolean("pool.on").Should().BeTrue();
        Sample.GetBoolean("pool.off", true).Should().BeFalse();
        Sample.GetString("text").Should().Be("several words here");
        Sample.GetTimeSpan("pool.wait").Should().Be(TimeSpan.FromMilliseconds(250));
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("10 ms", 10)]
    [InlineData("1.5s", 1500)]
    [InlineData("2 seconds", 2000)]
    [InlineData("3m", 180_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    public void Durations_have_units(string text, double milliseconds) =>
        ConfigurationFactory.ParseString($"a = {text}").GetTimeSpan("a").TotalMilliseconds.Should().Be(milliseconds);

    [Fact]
    public void Infinite_is_a_duration() =>
        ConfigurationFactory.ParseString("a = infinite").GetTimeSpan("a").Should().Be(Timeout.InfiniteTimeSpan);

    [Fact]
    public void What_is_missing_has_a_default()
    {
        Sample.HasPath("pool.size").Should().BeTrue();
        Sample.HasPath("pool.missing").Should().BeFalse();
        Sample.GetInt("missing", 5).Should().Be(5);
        Sample.GetString("missing").Should().BeNull();
        Sample.GetConfig("missing").Should().BeNull();
        Sample.GetStringList("missing").Should().BeEmpty();
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_an_error()
    {
        FluentActions.Invoking(() => Sample.GetInt("text")).Should().Throw<FormatException>();
        FluentActions.Invoking(() => Sample.GetTimeSpan("text")).Should().Throw<FormatException>();
        FluentActions.Invoking(() => Sample.GetBoolean("text")).Should().Throw<NotSupportedException>();
    }

    [Theory]
    [InlineData("a { x = 1 }, b = 2")]
    [InlineData("url = http://nowhere")]
    public void What_cannot_be_read_is_an_error(string text) =>
        FluentActions.Invoking(() => ConfigurationFactory.ParseString(text)).Should().Throw<Exception>();

    [Fact]
    public void A_fallback_fills_what_is_missing()
    {
        var config = ConfigurationFactory.ParseString("a { x = 1 }").WithFallback(
            ConfigurationFactory.ParseString("b = 4, a { x = 2, y = 3 }"));

        config.GetInt("a.x").Should().Be(1);
        config.GetInt("a.y").Should().Be(3);
        config.GetInt("b").Should().Be(4);
    }

    [Fact]
    public void An_object_is_a_configuration()
    {
        var config = ConfigurationFactory.FromObject(new
        {
            akka = new { loglevel = "DEBUG", actor = new { throughput = 7, names = new[] { "a", "b" }, on = true } },
        });

        config.GetString("akka.loglevel").Should().Be("DEBUG");
        config.GetInt("akka.actor.throughput").Should().Be(7);
        config.GetBoolean("akka.actor.on").Should().BeTrue();
        config.GetStringList("akka.actor.names").Should().Equal("a", "b");
    }
}
