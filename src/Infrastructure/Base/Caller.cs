namespace Rupaya.Infrastructure.Base;

/// <summary>Who asks: what the verified access token says, the book named by the request, and its idempotency key.</summary>
/// <param name="UserId">The token's subject.</param>
/// <param name="SessionId">The token's session; whether it still lives is read from the database with every request.</param>
/// <param name="BookId">From <c>X-Book-Id</c>; null for the caller's default book.</param>
/// <param name="Idempotency">The key and fingerprint of a POST, where the client sent a key.</param>
public sealed record Caller(Guid UserId, Guid SessionId, Guid? BookId, IdempotencyKey? Idempotency);

/// <summary>What makes a repeated request the same request.</summary>
/// <param name="Key">As sent by the client, at most 255 characters.</param>
/// <param name="Fingerprint">SHA-256 of method, route, book and body.</param>
public sealed record IdempotencyKey(string Key, byte[] Fingerprint);
