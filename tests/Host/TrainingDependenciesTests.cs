using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Training;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EditableDeepSC.Host.Tests;

/// <summary>
/// What training code can reach, read from the compiled code: all methods that it calls, and those that these call. No
/// loss, choice of a model or tuning may read what measures, nor what is measured on.
/// </summary>
public sealed class TrainingDependenciesTests : IDisposable
{
    private const string InkConstant = "PortraitStyle.Ink";
    private static readonly string[] MeasuringTasks = ["JudgeTask", "ObserverTask", "TwoStylePool"];

    private readonly ModuleDefinition models = ModuleDefinition.ReadModule(typeof(TrainingTask).Assembly.Location);

    public void Dispose() => models.Dispose();

    [Fact]
    public void Training_ReadsNoJudgeNoObserverNoEvaluationSetAndNoInk()
    {
        var reached = Reached(TypesOf(type => !MeasuringTasks.Contains(type.Name) && type.Name != nameof(TrainingTasks)));

        reached.Should().Contain(name => name.StartsWith("PriorNetworks::Predictor"), "the walk follows calls");
        reached.Should().Contain($"{nameof(PortraitRenderer)}::{nameof(PortraitRenderer.Render)}");
        reached.Where(IsForbidden).Should().BeEmpty();
    }

    [Fact]
    public void Training_LooksAtDevelopmentPortraitsInSamplesAlone()
    {
        var users = TypesOf(_ => true).SelectMany(MethodsOf).Where(method => CallsOf(method)
            .Any(call => NameOf(call.Method) == "PortraitSets::get_Development")).Select(method => method.Name);

        users.Should().NotBeEmpty().And.OnlyContain(name => name == nameof(TrainingTask.Sample));
    }

    [Theory]
    [InlineData("JudgeTask")]
    [InlineData("ObserverTask")]
    public void WhatMeasures_SeesInkAndASetOfItsOwn(string task)
    {
        var reached = Reached(TypesOf(type => type.Name == task));

        reached.Should().Contain([InkConstant, "PortraitSets::get_MeasuringTraining"], "the walk would find them");
        reached.Should().NotContain("PortraitSets::get_Training", "it shares no picture with what it measures");
    }

    private static bool IsForbidden(string name) => name is InkConstant or "PriorNetworks::Judge"
            or "PriorNetworks::Observer" or "PortraitSets::get_Evaluation" or "PortraitSets::get_MeasuringTraining"
        || MeasuringTasks.Append(nameof(Observer)).Append("EvaluationData").Append("JeccJudge")
            .Contains(name.Split("::")[0]);

    private IEnumerable<TypeDefinition> TypesOf(Func<TypeDefinition, bool> wanted) => models.Types
        .Where(type => type.Namespace == typeof(TrainingTask).Namespace && wanted(type));

    /// <summary>Type::method of all that the types' methods call, at any depth, and constants of ink.</summary>
    private HashSet<string> Reached(IEnumerable<TypeDefinition> types)
    {
        var (names, seen) = (new HashSet<string>(), new HashSet<MethodDefinition>());
        var open = new Stack<MethodDefinition>(types.SelectMany(MethodsOf));
        while (open.TryPop(out var method))
        {
            if (!seen.Add(method)) continue;
            foreach (var (called, isInk) in CallsOf(method))
            {
                names.Add(NameOf(called));
                if (isInk) names.Add(InkConstant);
                if (called.Resolve() is not { } definition || definition.Module != models) continue;
                open.Push(definition);
                // What runs later (a sequence, say) is a class that the compiler made.
                if (definition.DeclaringType.Name.Contains('<'))
                    foreach (var hidden in MethodsOf(definition.DeclaringType)) open.Push(hidden);
            }
        }
        return names;
    }

    private static IEnumerable<MethodDefinition> MethodsOf(TypeDefinition type) =>
        type.Methods.Concat(type.NestedTypes.SelectMany(MethodsOf));

    private static IEnumerable<(MethodReference Method, bool IsInk)> CallsOf(MethodDefinition method) =>
        !method.HasBody ? [] : method.Body.Instructions.Where(one => one.Operand is MethodReference).Select(one =>
        {
            var called = (MethodReference)one.Operand;
            var takesStyle = called.Parameters.LastOrDefault()?.ParameterType.Name == nameof(PortraitStyle);
            return (called, takesStyle && one.Previous.OpCode == OpCodes.Ldc_I4_1);
        });

    private static string NameOf(MethodReference method) => $"{method.DeclaringType.Name}::{method.Name}";
}
