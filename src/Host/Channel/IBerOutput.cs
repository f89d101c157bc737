namespace EditableDeepSC.Host;

/// <summary>How the points of an error-rate curve are shown, each as soon as it is known.</summary>
internal interface IBerOutput
{
    void Begin(BerSettings settings);

    void Add(BerPoint point);

    void End();
}
