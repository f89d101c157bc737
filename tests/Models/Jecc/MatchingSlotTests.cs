using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Requests;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Jecc;

/// <summary>One edit's decisions, with a predictor that says what the test wants.</summary>
public sealed class MatchingSlotTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void See_Agreement_EndsOnlyWhenSureEnough()
    {
        using var slot = Slot(RequestLabel.Change(FaceAttribute.Beard, EditDirection.Positive, 2));

        slot.See(Beard(1, 0.9f)).Should().BeNull();
        slot.Move.Should().Be(0.5);
        slot.MoveTo(ones(4));
        slot.See(Beard(3, 0.6f)).Should().BeNull("the predictor is not sure");
        slot.MoveTo(ones(4) * 2);
        slot.See(Beard(3, 0.85f)).Should().Be(MatchingStop.Agreed);

        var result = slot.Result(7, MatchingStop.Agreed);
        (result.Slot, result.Iterations, result.Before[2], result.After[2]).Should().Be((7, 2, 1, 3));
        result.Z[0].item<float>().Should().Be(2);
        result.Z.Dispose();
    }

    [Fact]
    public void See_PastTheTarget_TurnsAndHalves()
    {
        using var slot = Slot(RequestLabel.Change(FaceAttribute.Beard, EditDirection.Positive, 1));
        slot.See(Beard(1, 0.9f));
        slot.MoveTo(ones(4));

        slot.See(Beard(4, 0.9f)).Should().BeNull();

        slot.Move.Should().Be(-0.25);
    }

    [Fact]
    public void See_NeverReached_EndsWithTheBestItSaw()
    {
        using var slot = Slot(RequestLabel.To(FaceAttribute.Beard, 5), new() { MaxIterations = 3 });
        slot.See(Beard(1, 0.9f));
        float[] surest = [0.5f, 0.9f, 0.8f];
        MatchingStop? reason = null;
        for (var i = 0; i < 3; i++)
        {
            slot.MoveTo(full(4, (float)i));
            reason = slot.See(Beard(4, surest[i]));
        }

        reason.Should().Be(MatchingStop.NotReached);
        using var z = slot.Result(0, reason!.Value).Z;
        z[0].item<float>().Should().Be(1, "there the mean degree was nearest to 5");
    }

    [Fact]
    public void See_MovesGrowTiny_EndsBeforeTheLastIteration()
    {
        using var slot = Slot(RequestLabel.Change(FaceAttribute.Beard, EditDirection.Positive, 1));
        slot.See(Beard(1, 0.9f));
        var moves = 0;
        do slot.MoveTo(full(4, (float)moves++));
        while (slot.See(Beard(moves % 2 == 1 ? 4 : 0, 0.9f)) is null);

        moves.Should().Be(5, "the length halves from 1/2 to below 0.03 in five turns");
    }

    [Fact]
    public void See_OneMoveOfTheWholeDistance_IsAsLongAsThereAreDegreesToGo()
    {
        var options = new MatchingOptions { Iterative = false, WholeDistance = true };
        using var slot = Slot(RequestLabel.To(FaceAttribute.Beard, 5), options);

        slot.See(Beard(1, 0.9f)).Should().BeNull();

        slot.Move.Should().Be(4);
    }

    [Fact]
    public void See_OneStep_MovesOnceByMsOwnLength()
    {
        using var slot = Slot(
            RequestLabel.Change(FaceAttribute.Beard, EditDirection.Negative, 3), new() { Iterative = false });
        slot.See(Beard(4, 0.9f)).Should().BeNull();
        slot.Move.Should().Be(-1);
        slot.MoveTo(ones(4));

        slot.See(Beard(3, 0.9f)).Should().Be(MatchingStop.NotReached);
    }

    [Fact]
    public void See_NothingToDo_SaysWhy()
    {
        using var nothing = Slot(RequestLabel.End);
        using var there = Slot(RequestLabel.To(FaceAttribute.Beard, 2));

        nothing.See(Beard(2, 0.9f)).Should().Be(MatchingStop.NothingAsked);
        there.See(Beard(2, 0.9f)).Should().Be(MatchingStop.AlreadyThere);
    }

    private static MatchingSlot Slot(RequestLabel request, MatchingOptions? options = null) =>
        new(zeros(4).DetachFromDisposeScope(), request, options ?? new());

    /// <summary>Probabilities where the beard has a degree with a certainty, and all others degree 0.</summary>
    private static float[][] Beard(int degree, float certainty)
    {
        var chances = FaceAttributes.All.Select(_ => new float[] { 1, 0, 0, 0, 0, 0 }).ToArray();
        chances[2] = [.. Enumerable.Range(0, 6).Select(d => d == degree ? certainty : (1 - certainty) / 5)];
        return chances;
    }
}
