using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary>Measures point after point of an error-rate curve.</summary>
internal static class BerRun
{
    /// <summary>Every point draws independent numbers; an interrupted run shows the points it has.</summary>
    public static int Run(BerSettings settings, IBerOutput output, TimeProvider time, CancellationToken cancellation)
    {
        var engine = new ErrorRateEngine(settings.Threads, time);
        output.Begin(settings);
        foreach (var (index, snrDb) in settings.SnrDb.Index())
        {
            var (ebN0Db, esN0Db) = settings.Both(snrDb);
            var setup = settings.Setup(esN0Db, new UserId(index));
            try
            {
                var (counts, stopped) = engine.Run(() => new LinkTrial(setup), settings.Rules, cancellation);
                output.Add(new BerPoint(ebN0Db, esN0Db, counts, stopped));
            }
            catch (OperationCanceledException)
            {
                output.End();
                return ExitCode.Interrupted;
            }
        }
        output.End();
        return ExitCode.Ok;
    }
}
