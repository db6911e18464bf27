using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>
/// Who was erased, kept outside of the database: it outlives a restore, which would bring them back. One object a user, named by the time and the id, so
/// that telling it twice changes nothing and a listing is enough to read it.
/// </summary>
public sealed class ErasureList : IDisposable
{
    private const string Folder = "erasures/";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    // An erasure is dated before its commit; a restore to a moment between the two brings the user back.
    private static readonly TimeSpan LongestErasure = TimeSpan.FromHours(1);

    private readonly string? _bucket;
    private readonly AmazonS3Client? _store;

    internal ErasureList(IOptions<ErasureListOptions> options)
    {
        if (options.Value is { ErasureBucket: { } bucket } settings)
        {
            (_bucket, _store) = (bucket, ErasureStore.Open(settings));
        }
    }

    /// <summary>False where no bucket is set.</summary>
    public bool IsKept => _store is not null;

    /// <summary>Adds a user; again, nothing changes.</summary>
    /// <param name="userId">Who was erased.</param>
    /// <param name="erasedAt">When.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public async Task AddAsync(Guid userId, DateTimeOffset erasedAt, CancellationToken cancellation)
    {
        var body = JsonSerializer.Serialize(new { userId, at = erasedAt });
        var put = new PutObjectRequest
        {
            BucketName = _bucket,
            Key = $"{Folder}{Text(erasedAt)}-{userId}",
            ContentBody = body,
            ContentType = "application/json",
            // One header, and no trailer: locked buckets demand it, and every store understands it.
            UseChunkEncoding = false,
            ChecksumSHA256 = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body))),
        };
        await AskedAsync(store => store.PutObjectAsync(put, cancellation));
    }

    /// <summary>Who was erased after a moment, and those of shortly before it.</summary>
    /// <param name="since">The moment that the database was restored to.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public async Task<IReadOnlyList<Guid>> ReadAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var erased = new List<Guid>();
        string? next = null;
        do
        {
            var page = await AskedAsync(store =>
                store.ListObjectsV2Async(
                    new ListObjectsV2Request
                    {
                        BucketName = _bucket,
                        Prefix = Folder,
                        StartAfter = Folder + Text(since - LongestErasure),
                        ContinuationToken = next,
                    },
                    cancellation
                )
            );
            erased.AddRange((page.S3Objects ?? []).Select(o => UserOf(o.Key)));
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        } while (next is not null);
        return erased;
    }

    /// <inheritdoc/>
    public void Dispose() => _store?.Dispose();

    // What a store answers may hold more than belongs into a log.
    private async Task<T> AskedAsync<T>(Func<AmazonS3Client, Task<T>> ask, [CallerMemberName] string what = "")
    {
        var store = _store ?? throw new InvalidOperationException("Backup:ErasureBucket is not set.");
        try
        {
            return await ask(store);
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            var code = (e as AmazonServiceException)?.ErrorCode ?? e.GetType().Name;
            var done = what == nameof(AddAsync) ? "added to" : "read";
            throw new InvalidOperationException($"The list of erasures could not be {done}: {code}.", e);
        }
    }

    // Whoever put something else there may have lost what was: a person decides.
    private static Guid UserOf(string key) =>
        key.Split('-', 2) is [_, var user] && Guid.TryParse(user, out var id)
            ? id
            : throw new InvalidOperationException($"The list of erasures holds {key}, which names no user.");

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture);
}
