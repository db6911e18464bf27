using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Webhooks;

/// <summary>A webhook hands what happens in a book to somebody outside, so making, seeing and removing one is for owners only.</summary>
internal static class BookOwnership
{
    /// <returns>The book's head; 401, 404 as every read, 403 for who is not an owner.</returns>
    public static async Task<Result<BookHead>> ReadAsync(BookHeads heads, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        return head.IsSuccess && head.Value.Role != Role.Owner ? Error.Forbidden : head;
    }
}
