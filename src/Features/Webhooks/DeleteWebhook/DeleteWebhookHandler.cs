using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Webhooks.DeleteWebhook;

internal sealed class DeleteWebhookHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid webhookId, Caller caller, CancellationToken cancellation)
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var (bookId, userId) = (book.Value.BookId, caller.UserId);
        var gone = await context
            .Webhooks.Where(w => w.BookId == bookId && w.WebhookId == webhookId)
            .Where(w => context.BookMembers.Any(m => m.BookId == bookId && m.UserId == userId && m.Role == Role.Owner))
            .ExecuteDeleteAsync(cancellation);
        return gone == 0 ? Error.NotFound("Webhook") : Reply.NoContent<EmptyResponse>();
    }
}
