using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Budgets.DeleteBudget;

internal sealed class DeleteBudgetHandler(BookDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid budgetId, IfMatch ifMatch, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var found = await BudgetSql.FindAsync(book, budgetId, c);
                if ((found.Error ?? ifMatch.Check(found.Value.Version)) is { } refused)
                {
                    return refused;
                }
                var seq = commit.NextSeq;
                commit.Record(found.Value, found.Value with { Version = seq, UpdatedAt = book.At, DeletedSeq = seq });
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
}
