namespace EditableDeepSC.Models.Networks;

/// <summary>Who disposes weights: the network they belong to, not the scope that they were made in.</summary>
internal static class Ownership
{
    /// <summary>
    /// Takes parameters and buffers out of the dispose scopes that TorchSharp put them into where they were made, moved
    /// or converted: there a scope's end would empty the network.
    /// </summary>
    public static T Kept<T>(this T network) where T : nn.Module
    {
        foreach (var tensor in network.parameters().Concat(network.buffers())) tensor.DetachFromDisposeScope();
        return network;
    }
}
