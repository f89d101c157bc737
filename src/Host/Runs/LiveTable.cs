using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Reports;
using Spectre.Console;

namespace EditableDeepSC.Host.Runs;

/// <summary>How a run stands: a table that is redrawn on a terminal, or a plain line every few seconds.</summary>
internal sealed class LiveTable(TextWriter lines, bool isTerminal, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private LiveDisplayContext? display;
    private long lastLine;

    /// <summary>Does some work under the table.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work) => isTerminal
        ? await AnsiConsole.Live(Draw(default)).StartAsync(async context =>
        {
            display = context;
            return await work();
        })
        : await work();

    /// <summary>Shows a snapshot; called by one thread at a time.</summary>
    public void Show(RunSnapshot snapshot)
    {
        if (isTerminal)
        {
            display?.UpdateTarget(Draw(snapshot));
            return;
        }
        if (lastLine != 0 && time.GetElapsedTime(lastLine) < Pause) return;
        lastLine = time.GetTimestamp();
        lines.WriteLine(RunText.Line(snapshot));
    }

    /// <summary>Tells what happened beside the run, a line; on a terminal the table has no place for it.</summary>
    public void Say(string text)
    {
        if (!isTerminal) lines.WriteLine(text.OnOneLine());
    }

    private static Table Draw(RunSnapshot s)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("time s", "submitted", "delivered", "failed", "expired", "rejected", "in flight",
            "encoder queue", "air queue", "decoder queue");
        string[] cells =
        [
            HtmlTable.Text(Math.Round(s.TimeSeconds)), HtmlTable.Text(s.Submitted), HtmlTable.Text(s.Delivered),
            HtmlTable.Text(s.Failed), HtmlTable.Text(s.Expired), HtmlTable.Text(s.Rejected),
            HtmlTable.Text(s.InFlight), HtmlTable.Text(s.EncoderQueue), HtmlTable.Text(s.AirQueue),
            HtmlTable.Text(s.DecoderQueue),
        ];
        if (s.WireBytes == 0) return table.AddRow(cells);
        table.AddColumns("remote workers", "wire MB", "round trip ms");
        return table.AddRow([.. cells, HtmlTable.Text(s.RemoteWorkers), HtmlTable.Text(Math.Round(s.WireBytes / 1e6, 1)),
            HtmlTable.Text(Math.Round(s.RoundTripMs, 1))]);
    }
}
