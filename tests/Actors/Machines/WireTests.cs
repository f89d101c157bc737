using System.Runtime.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Actors.Tests.Machines;

public class WireTests : TestKit
{
    private static readonly ReadRequest Read = new("longer", RequestLabel.To(FaceAttribute.Bangs, 3), 0.75);

    private readonly WireSerializer serializer;

    public WireTests() => serializer = new WireSerializer((ExtendedActorSystem)Sys);

    [Fact]
    public void A_batch_for_a_decoder_arrives_as_it_was()
    {
        var batch = new BatchWorker.Batch(7, [new WorkItem(Request([1f, 2.5f]))
        {
            Encoding = Encoding() with { Pictures = new SentPictures(new RgbImage(1, 1), new RgbImage(1, 1)) },
            Frame = new ReceivedFrame(4, [0.1f, 1e-9f], [float.MaxValue], 6.5) { IsShrunk = false },
        }], new BatchFaults(false, true, false, 12), Worker: 3);

        var arrived = Sent(batch);

        arrived.Should().BeEquivalentTo(batch with
        {
            Items = [batch.Items[0] with { Encoding = Encoding() with { Symbols = [], Pictures = null } }],
        }, options => options.Excluding(one => one.Bytes), "the judge needs neither symbols nor pictures");
        batch.Bytes.Should().BeGreaterThan(50);
    }

    [Fact]
    public void Results_arrive_as_they_were_but_for_what_no_run_needs()
    {
        var picture = new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]);
        var worked = new BatchWorker.Worked(3, 7,
        [
            new WorkResult { Encoding = Encoding() with { Source = [9], Pictures = new SentPictures(picture, picture) } },
            new WorkResult { Reason = EndReason.NotFinite, Detail = "why" },
            new WorkResult { Picture = picture, Quality = new PictureQuality(null, 0.25, 21, ulong.MaxValue, 4)
            {
                Identity = 0.5, IsAlreadyMet = true, ChanceLevel = 0.2,
            } },
        ], 1.5, 0.5, new AdapterBankCounts(1, 2, 3, 4));

        var arrived = Sent(worked);

        arrived.Results[0].Encoding!.Source.Should().BeEmpty();
        arrived.Results[0].Encoding!.Pictures!.Sent.Pixels.ToArray().Should().Equal(1, 2, 3, 4, 5, 6);
        arrived.Results[0].Encoding!.Edit.Should().Be(Encoding().Edit);
        arrived.Results[1].Should().Be(worked.Results[1]);
        arrived.Results[2].Quality.Should().Be(worked.Results[2].Quality);
        arrived.Adapters.Should().Be(worked.Adapters);
        arrived.Bytes.Should().BeGreaterThan(50);
    }

    [Fact]
    public void Half_precision_takes_half_the_bytes_and_little_of_the_numbers()
    {
        var symbols = Enumerable.Range(0, 512).Select(i => MathF.Sin(i)).ToArray();
        var batch = new BatchWorker.Batch(1, [new WorkItem(Request(symbols))], default, 0);
        var whole = serializer.ToBinary(batch).Length;
        WireFormat.Of(Sys).IsHalf = true;

        var half = serializer.ToBinary(batch);
        var arrived = (BatchWorker.Batch)serializer.FromBinary(half, serializer.Manifest(batch));

        half.Length.Should().Be(whole - 1024);
        arrived.Items[0].Request.Latent!.Zip(symbols).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 5e-4f);
    }

    [Fact]
    public void Greetings_arrive_as_they_were()
    {
        var hello = new Hello(Card(new string('a', 64)) with { Codecs = ["stub"], Roles = ["encode"], Threads = 2, Name = "m-1" });

        Sent(hello).Should().BeEquivalentTo(hello);
        Sent(new Welcome("{}", true)).Should().Be(new Welcome("{}", true));
        Sent(new BatchWorker.Join(Stage.Decoding, "m-1/decode-0", 2)).Should().Be(new BatchWorker.Join(Stage.Decoding, "m-1/decode-0", 2));
        Sent(new BatchWorker.Crashed(1, 2, "why")).Should().Be(new BatchWorker.Crashed(1, 2, "why"));
    }

    [Fact]
    public void A_stub_that_judges_by_its_symbols_gets_them()
    {
        float[] symbols = [1, 2];
        var batch = new BatchWorker.Batch(7,
            [new WorkItem(Request(null)) { Encoding = Encoding() with { Symbols = symbols, Latent = symbols } }], default, 1);

        Sent(batch).Items[0].Encoding!.Symbols.Should().Equal(1, 2);
    }

    [Fact]
    public void A_greeting_of_another_protocol_still_says_which_and_who()
    {
        var hello = new Hello(Card(new string('a', 64)) with { Protocol = 9, Name = "m-1" });

        serializer.Manifest(hello).Should().Be("h", "it is read whatever protocol the other side speaks");
        Sent(hello).Card.Should().BeEquivalentTo(
            new ProcessCard("", new Dictionary<string, string>(), "") { Protocol = 9, Name = "m-1" });
    }

    /// <summary>2,000 damaged messages of seeds 0 to 1,999: each is read or refused, and none ends otherwise.</summary>
    [Fact]
    public void Damaged_messages_are_refused()
    {
        var batch = new BatchWorker.Batch(7, [new WorkItem(Request([1f])) { Encoding = Encoding() }], default, 1);
        var bytes = serializer.ToBinary(batch);
        var refused = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var key = new PhiloxKey(new Seed((ulong)seed), StreamPurpose.Faults, default, default);
            var damaged = bytes[..(int)(bytes.Length * key.Uniform(0))];
            for (var i = 0; i < damaged.Length; i += 7) damaged[i] ^= (byte)(256 * key.Uniform((uint)(i + 1)));
            try
            {
                serializer.FromBinary(damaged, serializer.Manifest(batch));
            }
            catch (SerializationException)
            {
                refused++;
            }
        }
        refused.Should().BeGreaterThan(1900);
        serializer.Invoking(one => one.FromBinary(bytes, "b9")).Should().Throw<SerializationException>("another protocol");
        serializer.Invoking(one => one.FromBinary(bytes, "System.Diagnostics.Process")).Should().Throw<SerializationException>();
    }

    [Fact]
    public void A_worker_that_would_compute_something_else_is_told_what_differs()
    {
        var host = Card(new string('a', 64)) with { Codecs = ["jecc"] };
        var worker = host with { Codecs = ["stub", "jecc"] };

        host.DifferencesOf(worker, isExact: true).Should().BeEmpty();
        host.DifferencesOf(worker with { Protocol = 9 }, true).Should().Equal("the host speaks protocol 3 and the worker 9");
        host.DifferencesOf(worker with { Codecs = ["stub"] }, true).Should().Equal("the worker does not have the codec jecc");
        host.DifferencesOf(worker with { Weights = Card(new string('b', 64)).Weights }, true).Should().ContainSingle()
            .Which.Should().StartWith("generator.safetensors has SHA-256 aaaaaaaaaaaa").And.Contain("bbbbbbbbbbbb");
        host.DifferencesOf(worker with { Weights = new Dictionary<string, string>() }, true).Should()
            .Equal("the worker does not have generator.safetensors");
        host.DifferencesOf(worker with { Numerics = "AVX-512" }, true).Should().ContainSingle();
        host.DifferencesOf(worker with { Numerics = "AVX-512" }, false).Should().BeEmpty();
    }

    private static ProcessCard Card(string hash) =>
        new("1.0", new Dictionary<string, string> { ["generator.safetensors"] = hash }, "AVX2");

    private static Encoding Encoding() => new([1, -2, 3], [4, 5], Read, new EditTarget(FaceAttribute.Bangs, 3, 1))
    {
        Before = [0, 1, 2, 3, 4],
        After = [3, 1, 2, 3, 4],
        Iterations = 6,
        Reason = MatchingStop.Agreed,
        InversionLoss = 0.125,
    };

    private static EditRequest Request(float[]? latent) => new(new TransmissionId(5), new UserId(6),
        new ImageSource.Portrait(new Seed(7), 8), "longer", latent, 2)
    { KeepsPictures = true };

    private T Sent<T>(T message) where T : class =>
        (T)serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
}
