using System.Security.Cryptography;
using Rupaya.Infrastructure.Ledger.Importing;

namespace Rupaya.Features.Imports.UploadStatement;

/// <summary>One upload while it streams: chunks go to the database as they fill, the hash and the checks run along.</summary>
internal sealed class StatementUpload(StatementStore store, Guid bookId, Guid userId)
{
    // Below the size from which the runtime keeps arrays apart and seldom collects them.
    private const int ChunkSize = 64 * 1024;

    private Guid? _importId;
    private byte[]? _sha256;
    private long _size;

    /// <summary>Null until the form named it; empty when what it named is no id.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>True for the product's own export of transactions, whose rows name their accounts.</summary>
    public bool IsExport { get; private set; }

    /// <summary>Stores the file part; returns a refusal as soon as it is clear.</summary>
    public async Task<Error?> ReceiveAsync(string fileName, Stream body, long maxSize, CancellationToken cancellation)
    {
        if (_importId is not null)
        {
            return Error.Field("file", "Send one file.");
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkSize];
        for (var chunk = 0; ; chunk++)
        {
            var length = await body.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellation);
            if (length == 0)
            {
                break;
            }
            var data = buffer.AsSpan(0, length).ToArray();
            _size += length;
            if (Refuse(data, chunk, maxSize) is { } refused)
            {
                return refused;
            }
            hash.AppendData(data);
            _importId ??= await store.BeginAsync(bookId, userId, fileName, cancellation);
            await store.AppendAsync(bookId, _importId.Value, chunk, data, cancellation);
        }
        _sha256 = hash.GetHashAndReset();
        return _size == 0 ? Problems.EmptyFile.About("file") : null;
    }

    /// <summary>What the form as a whole lacks, or null.</summary>
    public Error? Problem()
    {
        if (_sha256 is null)
        {
            return Error.Field("file", "Is required.");
        }
        return AccountId switch
        {
            null when IsExport => null,
            null => Error.Field("accountId", "Is required."),
            { } id when id == Guid.Empty => Error.NotFound("Account"),
            _ => null,
        };
    }

    public QueuedStatement Complete() => new(bookId, _importId!.Value, IsExport ? null : AccountId, _size, _sha256!);

    /// <summary>The key with the form's fields and the file's hash added to its fingerprint.</summary>
    public IdempotencyKey Fingerprint(IdempotencyKey key)
    {
        byte[] whole = [.. key.Fingerprint, .. (AccountId ?? Guid.Empty).ToByteArray(), .. _sha256!];
        return key with { Fingerprint = SHA256.HashData(whole) };
    }

    public Task DiscardAsync() => _importId is null ? Task.CompletedTask : store.DiscardAsync(bookId, _importId.Value);

    private Error? Refuse(byte[] data, int chunk, long maxSize)
    {
        if (_size > maxSize)
        {
            return Problems.PayloadTooLarge.Because("The file is larger than 20 MB.");
        }
        if (data.Contains((byte)0))
        {
            return Problems.NotText.About("file");
        }
        IsExport |= chunk == 0 && ExportFile.IsOne(data);
        if (chunk == 0 && !IsExport && StatementReader.HeaderProblem(data) is { } problem)
        {
            return Problems.WrongHeader.Because(problem, "file");
        }
        return null;
    }
}
