using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Goals.DeleteGoal;

internal sealed class DeleteGoalHandler(BookDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid goalId, IfMatch ifMatch, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var found = await GoalSql.FindAsync(book, goalId, c);
                if ((found.Error ?? ifMatch.Check(found.Value.Version)) is { } refused)
                {
                    return refused;
                }
                var seq = commit.NextSeq;
                var gone = found.Value with { Version = seq, UpdatedAt = book.At, DeletedSeq = seq };
                commit.Record("goal", goalId, found.Value, deleted: true, GoalSql.Update(gone));
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
}
