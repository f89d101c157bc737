namespace EditableDeepSC.Models.Networks;

/// <summary>The size of a <see cref="Generator"/>.</summary>
public sealed record GeneratorOptions(StyleGanSize Size)
{
    /// <summary>Numbers in z and in w.</summary>
    public int LatentSize { get; init; } = 512;

    public int MappingLayers { get; init; } = 8;

    internal GeneratorOptions Validated()
    {
        Size.Validated();
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MappingLayers, 1);
        return this;
    }
}
