namespace EditableDeepSC.Channels;

/// <summary>The air, for one transmission.</summary>
/// <param name="Request">Whose it is.</param>
/// <param name="ArrivedSeconds">When it began to wait.</param>
/// <param name="StartSeconds">When its first symbol is sent.</param>
/// <param name="EndSeconds">When its last symbol has been sent and the air is free again.</param>
public readonly record struct CellGrant(
    CellRequest Request, double ArrivedSeconds, double StartSeconds, double EndSeconds)
{
    public double WaitedSeconds => StartSeconds - ArrivedSeconds;

    public double AirSeconds => EndSeconds - StartSeconds;
}
