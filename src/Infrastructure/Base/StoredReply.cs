namespace Rupaya.Infrastructure.Base;

/// <summary>A reply as bytes: what a write commits beside its rows, so that a replay is identical.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON in UTF-8; empty for 204.</param>
/// <param name="Location">Path of what was created.</param>
/// <param name="ETag">Quoted, for single resources.</param>
/// <param name="Replayed">True when this was stored by an earlier request with the same key.</param>
public sealed record StoredReply(int Status, byte[] Body, string? Location = null, string? ETag = null, bool Replayed = false)
{
    /// <summary>What <c>Set-Cookie</c> says; never stored.</summary>
    public string? Cookie { get; init; }

    /// <summary>Of a write: the book's last change, what was written included; null where no book was written to. It is not stored.</summary>
    public long? Seq { get; init; }

    internal static StoredReply NotModified(string etag) => new(304, [], null, etag);

    /// <summary>204, the same for everybody.</summary>
    public static StoredReply NoContent { get; } = new(204, []);
}
