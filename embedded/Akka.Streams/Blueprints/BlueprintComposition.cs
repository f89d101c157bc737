namespace Akka.Streams.Blueprints;

/// <summary>Puts blueprints together and keeps track of their materialized values.</summary>
internal static class BlueprintComposition
{
    /// <summary>Wires the outlet of one into the inlet of the other and keeps the first's value.</summary>
    internal static Blueprint Then(this Blueprint first, Blueprint second) => IsIdentity(first)
        ? new ValueBlueprint(second, static _ => NotUsed.Instance)
        : new PairBlueprint(first, second, static (left, _) => left);

    internal static Blueprint Then<TLeft, TRight, TValue>(
        this Blueprint first, Blueprint second, Func<TLeft, TRight, TValue> combine) => IsIdentity(first)
        ? new ValueBlueprint(second, right => combine((TLeft)(object)NotUsed.Instance, (TRight)right!))
        : new PairBlueprint(first, second, (left, right) => combine((TLeft)left!, (TRight)right!));

    /// <summary>Puts two parts side by side without a wire between them.</summary>
    internal static Blueprint Beside<TLeft, TRight, TValue>(
        this Blueprint first, Blueprint second, Func<TLeft, TRight, TValue> combine) =>
        new PairBlueprint(first, second, (left, right) => combine((TLeft)left!, (TRight)right!), Wired: false);

    internal static Blueprint Select<TFrom, TTo>(this Blueprint blueprint, Func<TFrom, TTo> transform) =>
        new ValueBlueprint(blueprint, value => transform((TFrom)value!));

    private static bool IsIdentity(Blueprint blueprint) => blueprint is IdentityBlueprint { IsBare: true };
}
