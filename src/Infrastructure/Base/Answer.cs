using System.Text.Json;

namespace Rupaya.Infrastructure.Base;

/// <summary>A response as bytes: what a write commits beside its rows, so that a replay is identical.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON in UTF-8; empty for 204.</param>
/// <param name="Location">Path of what was created.</param>
/// <param name="ETag">Quoted, for single resources.</param>
/// <param name="Replayed">True when this was stored by an earlier request with the same key.</param>
internal sealed record Answer(int Status, byte[] Body, string? Location = null, string? ETag = null, bool Replayed = false)
{
    public static Answer Ok<T>(T body, string? etag = null) =>
        new(200, JsonSerializer.SerializeToUtf8Bytes(body, Json.Options), null, etag);

    public static Answer Created<T>(T body, string location, string? etag = null) =>
        new(201, JsonSerializer.SerializeToUtf8Bytes(body, Json.Options), location, etag);

    public static Answer Accepted<T>(T body, string? location) =>
        new(202, JsonSerializer.SerializeToUtf8Bytes(body, Json.Options), location);

    /// <summary>304: the client has what is current.</summary>
    public static Answer NotModified(string etag) => new(304, [], null, etag);

    public static Answer NoContent { get; } = new(204, []);
}
