using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Recurring.DeleteRecurring;

internal sealed class DeleteRecurringHandler(BookDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(
        Guid recurringId,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<EmptyResponse>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var found = await RecurringSql.FindAsync(book, recurringId, c);
                if ((found.Error ?? ifMatch.Check(found.Value.Version)) is { } refused)
                {
                    return refused;
                }
                var seq = commit.NextSeq;
                var gone = found.Value with { Version = seq, UpdatedAt = book.At, DeletedSeq = seq, NextDate = null };
                commit.Record("recurring", recurringId, found.Value, deleted: true, RecurringSql.Update(gone));
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
}
