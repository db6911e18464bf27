namespace Rupaya.Infrastructure.Base;

/// <summary>Who asks: what the verified access token says, the book to act on, and the request's idempotency key.</summary>
/// <param name="UserId">The token's subject.</param>
/// <param name="SessionId">The token's session; whether it still lives is read from the database with every request.</param>
/// <param name="Idempotency">The key and fingerprint of a POST, where the client sent a key.</param>
public sealed record Caller(Guid UserId, Guid SessionId, IdempotencyKey? Idempotency)
{
    /// <summary>The book to act on, known before the first statement: the named one, else the token's. Null where the token knows none.</summary>
    public Guid? BookId { get; private init; }

    /// <summary>True when the request names its book. The token's counts only while it is the caller's default, which every door checks.</summary>
    public bool NamesBook { get; private init; }

    /// <summary>What the token may do, where a program asks; null for a signed-in person.</summary>
    public TokenGrant? Grant { get; init; }

    /// <summary>The same for a book that the request names.</summary>
    public Caller In(Guid bookId) => this with { BookId = bookId, NamesBook = true };

    /// <summary>The same for the caller's default book, as far as it is known.</summary>
    internal Caller InDefault(Guid? bookId) => this with { BookId = bookId, NamesBook = false };

    /// <summary>Null when the request acts on the right book; else as whom to ask again, for the caller's default book is this one.</summary>
    public Caller? Elsewhere(Guid? defaultBook) => NamesBook || BookId == defaultBook ? null : InDefault(defaultBook);
}

/// <summary>What a token for programs may do. It never changes: whether the token still counts is read from the database with every request.</summary>
/// <param name="Scopes">Such as <c>read</c> or <c>transactions:write</c>.</param>
/// <param name="BookId">The one book that it is for; null for all books of its user.</param>
public sealed record TokenGrant(IReadOnlyList<string> Scopes, Guid? BookId);

/// <summary>What makes a repeated request the same request.</summary>
/// <param name="Key">As sent by the client, at most 255 characters.</param>
/// <param name="Fingerprint">SHA-256 of method, route, book and body.</param>
public sealed record IdempotencyKey(string Key, byte[] Fingerprint);
