using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Transactions.BulkCreate;

internal sealed class BulkCreateHandler(BookDoor door, IValidator<TransactionBody> validator)
{
    private static readonly Error Aborted = new(ErrorKind.Dependent, "bulk_aborted", "Another item was refused, so nothing was written.");

    public Task<Result<Answer>> HandleAsync(BulkCreateRequest request, bool atomic, Caller caller, CancellationToken cancellation)
    {
        var items = request.Items!.Select(Read).ToList();
        var bodies = items.Where(i => i.IsSuccess).Select(i => i.Value).ToList();
        return door.WriteAsync(
            caller,
            NewTransaction.Reads(bodies),
            async (book, commit, c) =>
            {
                await book.LoadRefundsAsync([.. bodies.Select(b => b.RefundOf).OfType<Guid>().Distinct()], c);
                var outcomes = items.Select(item => Record(item, book, commit)).ToList();
                if (atomic && outcomes.Exists(o => !o.IsSuccess))
                {
                    commit.Abandon();
                    outcomes = outcomes.ConvertAll(o => o.IsSuccess ? Aborted : o);
                }
                return Answer.Ok(outcomes.Select(Describe));
            },
            cancellation
        );
    }

    private Result<TransactionBody> Read(Loose<TransactionBody> item)
    {
        var body = item.Read();
        return body.IsSuccess && ValidationFilter.Check(validator, body.Value) is { } invalid ? invalid : body;
    }

    private static Result<CreatedTransaction> Record(Result<TransactionBody> item, LockedBook book, BookCommit commit) =>
        item.IsSuccess ? NewTransaction.Record(item.Value, book, commit) : item.Error!;

    private static BulkOutcome Describe(Result<CreatedTransaction> outcome, int index) =>
        outcome.IsSuccess
            ? new BulkOutcome(index, StatusCodes.Status201Created, outcome.Value.View, null)
            : new BulkOutcome(index, ProblemResult.StatusOf(outcome.Error!.Kind), null, ProblemResult.Describe(outcome.Error));
}
