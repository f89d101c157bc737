using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace EditableDeepSC.Models.Weights;

/// <summary>A whole file mapped for reading; regions of it are memory without a copy.</summary>
internal sealed unsafe class FileMapping : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private bool _disposed;

    public FileMapping(string path)
    {
        if (!File.Exists(path)) throw new WeightsException(WeightsErrorReason.MissingFile, "There is no such file.");
        using var stream = File.OpenRead(path);
        LengthBytes = stream.CanSeek ? stream.Length : 0;
        if (LengthBytes == 0) throw new WeightsException(WeightsErrorReason.Truncated, "The file is empty.");
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read,
            HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, LengthBytes, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public long LengthBytes { get; }

    public ReadOnlyMemory<byte> Region(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, LengthBytes - length);
        if (length > Array.MaxLength)
            throw new WeightsException(WeightsErrorReason.TooLarge,
                $"At most {Array.MaxLength} bytes can be read at once.");
        return new MappedRegion(this, offset, (int)length).Memory;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private sealed class MappedRegion(FileMapping mapping, long offset, int length) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan()
        {
            ObjectDisposedException.ThrowIf(mapping._disposed, mapping);
            return new(mapping._start + offset, length);
        }

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            ObjectDisposedException.ThrowIf(mapping._disposed, mapping);
            return new(mapping._start + offset + elementIndex); // mapped pages do not move
        }

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
