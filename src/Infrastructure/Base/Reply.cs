using System.Text.Json;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Base;

/// <summary>
/// What an operation answers, typed by its body, so that the compiler holds handlers against their endpoint. The body is serialised once, here:
/// a write commits the same bytes beside its rows that the client gets.
/// </summary>
/// <typeparam name="T">The body.</typeparam>
/// <param name="Stored">The answer as bytes.</param>
public sealed record Reply<T>(StoredReply Stored);

/// <summary>Makes replies.</summary>
public static class Reply
{
    /// <param name="body">What is answered.</param>
    /// <param name="etag">Quoted, for single resources.</param>
    public static Reply<T> Ok<T>(T body, string? etag = null) => new(new StoredReply(200, Bytes(body), null, etag));

    /// <param name="body">What was created.</param>
    /// <param name="location">Its path.</param>
    /// <param name="etag">Quoted, for single resources.</param>
    public static Reply<T> Created<T>(T body, string location, string? etag = null) =>
        new(new StoredReply(201, Bytes(body), location, etag));

    /// <param name="body">What a worker will do.</param>
    /// <param name="location">Where its state is.</param>
    public static Reply<T> Accepted<T>(T body, string? location) => new(new StoredReply(202, Bytes(body), location));

    /// <summary>The other body that the operation says it may have (<c>OrAnswers</c>).</summary>
    public static Reply<T> Instead<T, TOther>(TOther body) => new(new StoredReply(200, Bytes(body)));

    /// <summary>204: done, and nothing to say about it.</summary>
    public static Reply<T> NoContent<T>() => new(StoredReply.NoContent);

    /// <summary>The client has what is current.</summary>
    public static Reply<T> NotModified<T>(string etag) => new(StoredReply.NotModified(etag));

    /// <summary>The same, with a cookie.</summary>
    /// <param name="reply">What is answered.</param>
    /// <param name="cookie">What <c>Set-Cookie</c> says; null for none.</param>
    public static Reply<T> WithCookie<T>(this Reply<T> reply, string? cookie) => new(reply.Stored with { Cookie = cookie });

    /// <summary>The bytes of a reply, or why there is none.</summary>
    internal static Result<StoredReply> Untyped<T>(this Result<Reply<T>> reply) => reply.IsSuccess ? reply.Value.Stored : reply.Error!;

    /// <summary>Bytes that a decision of this type made, now or earlier.</summary>
    internal static Result<Reply<T>> As<T>(this Result<StoredReply> stored) =>
        stored.IsSuccess ? new Reply<T>(stored.Value) : stored.Error!;

    private static byte[] Bytes<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, Json.Options);
}
