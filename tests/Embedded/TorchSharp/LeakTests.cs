using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>The short form of `./eds bench soak`, and the safety net.</summary>
[Collection(Alone.Name)]    // counts all live tensors of the process
public class LeakTests
{
    public LeakTests() => Alone.Settle();

    [Fact]
    public void Operations_InScopes_LeaveNoTensor()
    {
        var before = Tensor.TotalCount;
        for (var round = 0; round < 100; round++)
        {
            using var scope = NewDisposeScope();
            var x = rand(4, 4);
            for (var i = 0; i < 50; i++) x = (x.matmul(x) + x[.., ..1]).softmax(1);
            _ = x.sort();
            _ = x.split(2);
        }
        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void TrainingSteps_LeaveNoTensor_BeyondTheOptimizersState()
    {
        var before = Tensor.TotalCount;
        using (var network = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4 * 36, 3)))
        using (var optimizer = optim.AdamW(network.parameters(), 1e-3, weight_decay: 0.1))
        {
            Step(network, optimizer);
            var settled = Tensor.TotalCount;
            for (var step = 0; step < 50; step++) Step(network, optimizer);
            Tensor.TotalCount.Should().Be(settled);
        }
        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void MovingAndSaving_LeaveNoTensor()
    {
        using var network = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2));
        using var optimizer = optim.Adam(network.parameters());
        using (NewDisposeScope()) network.call(ones(1, 2)).sum().backward();
        optimizer.step();
        var before = Tensor.TotalCount;
        network.to(float64).to(float32);
        network.load_state_dict(network.state_dict());
        optimizer.save_state_dict(new BinaryWriter(Stream.Null));
        using (nn.Embedding(3, 2, padding_idx: 1)) { }
        Tensor.TotalCount.Should().Be(before);
    }

#if ENGINE_EMBEDDED
    [Fact]
    public void ForgottenTensors_AreFreedByTheGarbageCollector_AndCounted()
    {
        var finalized = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "TorchSharp", Name: "torchsharp.tensors.finalized" })
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref finalized, count));
        listener.Start();
        var before = (Interlocked.Read(ref finalized), Tensor.TotalCount);
        Forget(10);
        Alone.Settle();
        (Interlocked.Read(ref finalized) - before.Item1).Should().Be(10);
        Tensor.TotalCount.Should().Be(before.TotalCount);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget(int count)
    {
        for (var i = 0; i < count; i++) _ = ones(1);
    }
#endif

    private static void Step(nn.Module<Tensor, Tensor> network, optim.Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        nn.functional.cross_entropy(network.call(randn(4, 1, 8, 8)), randint(3, 4)).backward();
        nn.utils.clip_grad_norm_(network.parameters(), 1);
        optimizer.step();
    }
}
