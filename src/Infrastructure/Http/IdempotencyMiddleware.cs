using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http;

/// <summary>
/// Reads <c>Idempotency-Key</c> on routes that create and fingerprints the request: method, route, book and, for JSON, the raw body. An
/// upload's fields and file are added by its handler while they stream. The record itself is written and replayed by the write.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next)
{
    private const string HeaderName = "Idempotency-Key";
    private const int MaxLength = 255;

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IdempotentMetadata>() is not null
        && context.Request.Headers.TryGetValue(HeaderName, out var key)
        && context.Features.Get<Caller>() is { } caller
            ? KeepAsync(context, caller, key.ToString())
            : next(context);

    private async Task KeepAsync(HttpContext context, Caller caller, string key)
    {
        if (key.Length is 0 or > MaxLength)
        {
            var error = Problems.InvalidIdempotencyKey.Because($"{HeaderName} must have 1 to {MaxLength} characters.", HeaderName);
            await new ProblemResult(error).ExecuteAsync(context);
            return;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // What the request itself says: the token's book may be another one when it is sent again.
        var book = caller.NamesBook ? caller.BookId : null;
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path} {book}\n"));
        if (await JsonBody.ReadAsync(context) is { } body)
        {
            hash.AppendData(body.Bytes.Span);
        }
        context.Features.Set(caller with { Idempotency = new IdempotencyKey(key, hash.GetHashAndReset()) });
        await next(context);
    }
}
