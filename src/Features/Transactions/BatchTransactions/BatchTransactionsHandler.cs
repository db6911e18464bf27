using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions.BatchTransactions;

internal sealed class BatchTransactionsHandler(BookDoor door)
{
    private static readonly BatchOperationValidator Validator = new();

    private static readonly Error Aborted = Problems.BulkAborted.Error;

    public Task<Result<Reply<IEnumerable<BatchOutcome>>>> HandleAsync(
        BatchTransactionsRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var operations = request.Operations!.Select(Read).ToList();
        var good = operations.Where(o => o.IsSuccess).Select(o => o.Value).ToList();
        return door.WriteAsync<IEnumerable<BatchOutcome>>(
            caller,
            Reads(good),
            async (book, commit, c) =>
            {
                await book.LoadRelatedAsync([.. book.Transactions.Values], c);
                await book.LoadRefundsAsync([.. good.Select(o => o.Body?.RefundOf).OfType<Guid>().Distinct()], c);
                var outcomes = operations.ConvertAll(o => o.IsSuccess ? Take(o.Value, book, commit) : o.Error!);
                if (request.Atomic == true && outcomes.Exists(o => !o.IsSuccess))
                {
                    commit.Abandon();
                    outcomes = outcomes.ConvertAll(o => o.IsSuccess ? Aborted : o);
                }
                return Reply.Ok(outcomes.Select(Describe));
            },
            cancellation
        );
    }

    private static Result<BatchOperation> Read(LenientItem<BatchOperation> item)
    {
        var operation = item.Read();
        return
            operation.IsSuccess
            && (RequestValidation.Check(Validator, operation.Value) ?? BatchBodyValidator.Check(operation.Value)) is { } invalid
            ? invalid
            : operation;
    }

    private static BookReads Reads(IReadOnlyCollection<BatchOperation> operations) =>
        BookReads.Of(
            operations.Select(o => o.Body?.AccountId.Value),
            operations.SelectMany(o => (o.Body?.Splits.Value ?? []).Select(s => s.CategoryId).Append(o.Body?.CategoryId.Value)),
            operations.SelectMany(o => new[] { o.Id, o.Body?.RefundOf })
        );

    private static Result<Outcome> Take(BatchOperation operation, LockedBook book, BookCommit commit)
    {
        if (operation.Op == "create")
        {
            var created = TransactionFactory.Record(operation.Body!, book, commit);
            return created.IsSuccess ? new Outcome(StatusCodes.Status201Created, created.Value.View) : created.Error!;
        }
        var found = book.Transaction(operation.Id!.Value);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        return operation.Op == "update" ? Change(operation, found.Value, book, commit) : Delete(operation, found.Value, book, commit);
    }

    private static Result<Outcome> Change(BatchOperation operation, Transaction before, LockedBook book, BookCommit commit)
    {
        ITransactionEdit edit = operation.Body!;
        var account = book.Account(edit.AccountId.Or(before.AccountId)!.Value);
        if ((account.Error ?? IfMatch.Of(operation.IfMatch).Check(before.Version)) is { } refused)
        {
            return refused;
        }
        var decided = edit.Wanted().Decide(before, book, commit.Balances);
        return decided.IsSuccess
            ? new Outcome(StatusCodes.Status200OK, TransactionView.From(commit.Record(decided.Value)[0], book))
            : decided.Error!;
    }

    private static Result<Outcome> Delete(BatchOperation operation, Transaction row, LockedBook book, BookCommit commit)
    {
        if (IfMatch.Of(operation.IfMatch).Check(row.Version) is { } stale)
        {
            return stale;
        }
        var locked = operation.Body is { } body ? ((IForced)body).Lock() : new ReconciledLock(IsForced: false, Reason: null);
        var decided = TransactionDeletion.Decide(row, book, locked);
        if (decided.Error is { } refused)
        {
            return refused;
        }
        commit.Record(decided.Value);
        return new Outcome(StatusCodes.Status204NoContent, null);
    }

    private static BatchOutcome Describe(Result<Outcome> outcome, int index) =>
        outcome.IsSuccess
            ? new BatchOutcome(index, outcome.Value.Status, outcome.Value.View, null)
            : new BatchOutcome(index, ProblemResult.StatusOf(outcome.Error!.Kind), null, ProblemResult.Describe(outcome.Error));

    private sealed record Outcome(int Status, TransactionView? View);
}
