using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;
using MessagePack;

namespace EditableDeepSC.Actors.Machines;

/// <summary>Writes messages.</summary>
internal readonly struct WireWriter(bool isHalf)
{
    public void Write(ref MessagePackWriter writer, object message)
    {
        switch (message)
        {
            case Hello(var card): WriteCard(ref writer, card); break;
            case Refused(var reason): writer.Write(reason); break;
            case Sorry(var reason): writer.Write(reason); break;
            case Status(var json): writer.Write(json); break;
            case Welcome welcome: writer.Write(welcome.Codec); writer.Write(welcome.IsHalf); break;
            case Goodbye(var isMoreToCome): writer.Write(isMoreToCome); break;
            case Ping(var timestamp): writer.Write(timestamp); break;
            case BatchWorker.Join join:
                writer.Write((int)join.Stage); writer.Write(join.Name); writer.Write(join.Slots);
                break;
            case BatchWorker.Batch batch: WriteBatch(ref writer, batch); break;
            case BatchWorker.Worked worked: WriteWorked(ref writer, worked); break;
            case BatchWorker.Crashed crashed:
                writer.Write(crashed.Worker); writer.Write(crashed.Number); writer.Write(crashed.Cause);
                break;
        }
    }

    /// <summary>Protocol and name stay first in all protocols.</summary>
    private static void WriteCard(ref MessagePackWriter writer, ProcessCard card)
    {
        writer.Write(card.Protocol);
        writer.Write(card.Name);
        writer.Write(card.Version);
        writer.Write(card.Numerics);
        writer.Write(card.Threads);
        WriteAll(ref writer, [.. card.Codecs]);
        WriteAll(ref writer, [.. card.Roles]);
        WriteAll(ref writer, [.. card.Weights.SelectMany(file => new[] { file.Key, file.Value })]);
    }

    private static void WriteAll(ref MessagePackWriter writer, string[] texts)
    {
        writer.WriteArrayHeader(texts.Length);
        foreach (var text in texts) writer.Write(text);
    }

    private void WriteBatch(ref MessagePackWriter writer, BatchWorker.Batch batch)
    {
        writer.Write(batch.Number);
        writer.Write(batch.Worker);
        writer.Write(batch.Faults.CrashBefore);
        writer.Write(batch.Faults.CrashDuring);
        writer.Write(batch.Faults.CrashAfter);
        writer.Write(batch.Faults.SlowMs);
        writer.WriteArrayHeader(batch.Items.Count);
        foreach (var item in batch.Items)
        {
            WriteRequest(ref writer, item.Request);
            WriteEncoding(ref writer, item.Encoding, isForJudge: true);
            writer.Write(item.Meant is not null);
            if (item.Meant is not null) WriteLabel(ref writer, item.Meant);
            writer.Write(item.Frame is not null);
            if (item.Frame is not { } frame) continue;
            writer.Write(frame.AdapterIndex);
            WriteNumbers(ref writer, frame.Symbols);
            WriteNumbers(ref writer, frame.NoiseVariance);
            writer.Write(frame.SnrDb);
            writer.Write(frame.IsShrunk);
            writer.Write(frame.Text);
        }
    }

    private void WriteRequest(ref MessagePackWriter writer, EditRequest request)
    {
        writer.Write(request.Id.Value);
        writer.Write(request.User.Value);
        switch (request.Image)
        {
            case ImageSource.Portrait portrait:
                writer.Write(portrait.Seed.Value); writer.Write(portrait.Index);
                break;
            case ImageSource.InFolder file:
                writer.Write(file.Folder); writer.Write(file.Index);
                break;
            default: throw new SerializationException("A tensor does not travel: name a folder or a portrait.");
        }
        writer.Write(request.Text);
        WriteNumbers(ref writer, request.Latent);
        writer.Write(request.AdapterIndex);
        writer.Write(request.KeepsPictures);
    }

    /// <summary>
    /// Without <see cref="Encoding.Source"/>: nothing in a run asks for it. A judge compares with the picture of the latent
    /// vector, so symbols that are not the latent vector itself, and kept pictures, stay with the host.
    /// </summary>
    private void WriteEncoding(ref MessagePackWriter writer, Encoding? encoding, bool isForJudge = false)
    {
        writer.Write(encoding is not null);
        if (encoding is null) return;
        var isOne = encoding.Latent == encoding.Symbols;
        WriteNumbers(ref writer, isForJudge && !isOne ? null : encoding.Symbols);
        WriteNumbers(ref writer, isOne ? null : encoding.Latent);
        writer.Write(encoding.Read.Text);
        WriteLabel(ref writer, encoding.Read.Label);
        writer.Write(encoding.Read.Confidence);
        writer.Write(encoding.Read.Unread);
        WriteNumber(ref writer, (int?)encoding.Target?.Attribute);
        WriteNumber(ref writer, encoding.Target?.Degree);
        WriteNumber(ref writer, encoding.Target?.Direction);
        WriteDegrees(ref writer, encoding.Before);
        WriteDegrees(ref writer, encoding.After);
        writer.Write(encoding.Iterations);
        writer.Write((int)encoding.Reason);
        writer.Write(encoding.InversionLoss ?? double.NaN);
        writer.Write(encoding.SentText);
        var pictures = isForJudge ? null : encoding.Pictures;
        WritePicture(ref writer, pictures?.Original);
        WritePicture(ref writer, pictures?.Sent);
    }

    private static void WriteLabel(ref MessagePackWriter writer, RequestLabel label)
    {
        writer.Write((int)label.Mode);
        WriteNumber(ref writer, (int?)label.Attribute);
        WriteNumber(ref writer, (int?)label.Direction);
        WriteNumber(ref writer, label.Value);
        WriteNumber(ref writer, label.Target);
    }

    private void WriteWorked(ref MessagePackWriter writer, BatchWorker.Worked worked)
    {
        writer.Write(worked.Worker);
        writer.Write(worked.Number);
        writer.Write(worked.ComputeSeconds);
        writer.Write(worked.MeasureSeconds);
        writer.Write(worked.Adapters.Hits);
        writer.Write(worked.Adapters.Loads);
        writer.Write(worked.Adapters.Evictions);
        writer.Write(worked.Adapters.LoadSeconds);
        writer.WriteArrayHeader(worked.Results.Count);
        foreach (var result in worked.Results)
        {
            writer.Write((int)result.Reason);
            writer.Write(result.Detail);
            WriteEncoding(ref writer, result.Encoding);
            WritePicture(ref writer, result.Picture);
            writer.Write(result.Quality is not null);
            if (result.Quality is not { } quality) continue;
            WriteNumber(ref writer, quality.IsEditRight is { } isRight ? isRight ? 1 : 0 : null);
            writer.Write(quality.LpipsP);
            writer.Write(quality.PsnrDb);
            writer.Write(quality.PictureHash);
            WriteNumber(ref writer, quality.SeenDegree);
            writer.Write(quality.Identity ?? double.NaN);
            writer.Write(quality.IsAlreadyMet);
            writer.Write(quality.ChanceLevel ?? double.NaN);
            WriteNumber(ref writer, quality.IsIntact is { } isIntact ? isIntact ? 1 : 0 : null);
        }
    }

    private static void WriteNumber(ref MessagePackWriter writer, int? number)
    {
        if (number is { } value) writer.Write(value);
        else writer.WriteNil();
    }

    private static void WriteDegrees(ref MessagePackWriter writer, IReadOnlyList<int> degrees)
    {
        writer.WriteArrayHeader(degrees.Count);
        foreach (var degree in degrees) writer.Write(degree);
    }

    private static void WritePicture(ref MessagePackWriter writer, RgbImage? picture)
    {
        writer.Write(picture?.Width ?? 0);
        if (picture is null) return;
        writer.Write(picture.Height);
        writer.Write(picture.Pixels);
    }

    /// <summary>Numbers as little-endian bytes, behind the size of one; nothing for null.</summary>
    private void WriteNumbers(ref MessagePackWriter writer, float[]? numbers)
    {
        writer.Write(numbers is null ? 0 : isHalf ? sizeof(ushort) : sizeof(float));
        if (numbers is null) return;
        if (!isHalf)
        {
            writer.Write(MemoryMarshal.AsBytes<float>(numbers));
            return;
        }
        var halves = Array.ConvertAll(numbers, number => (Half)number);
        writer.Write(MemoryMarshal.AsBytes<Half>(halves));
    }
}
