using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Accounts.RemoveAccount;

internal sealed class RemoveAccountHandler(BookDoor door)
{
    private const string IsInUse =
        "select exists (select 1 from transactions where book_id = $1 and account_id = $2 and deleted_seq is null) "
        + "or exists (select 1 from imports where book_id = $1 and account_id = $2 and status in ('queued', 'running')) "
        + "or exists (select 1 from recurring where book_id = $1 and $2 in (account_id, to_account_id) and deleted_seq is null)";

    private static readonly Error InUse = Problems.AccountInUse.Error;

    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid accountId, IfMatch ifMatch, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(
            caller,
            BookReads.Nothing.Account(accountId),
            async (book, commit, c) =>
            {
                var found = book.Account(accountId);
                if ((found.Error ?? ifMatch.Check(found.Value.Version)) is { } refused)
                {
                    return refused;
                }
                if ((bool)(await book.ScalarAsync(Command(IsInUse, Parameter(book.BookId), Parameter(accountId)), c))!)
                {
                    return InUse;
                }
                var seq = commit.NextSeq;
                commit.Record(found.Value, found.Value with { Version = seq, UpdatedAt = book.At, DeletedSeq = seq });
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
}
