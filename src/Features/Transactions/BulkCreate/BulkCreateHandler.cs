using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions.BulkCreate;

internal sealed class BulkCreateHandler(BookDoor door)
{
    private static readonly BulkItemValidator Validator = new();

    private static readonly Error Aborted = Problems.BulkAborted.Error;

    public Task<Result<Reply<IEnumerable<BulkOutcome>>>> HandleAsync(
        BulkCreateRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var items = request.Items!.Select(Read).ToList();
        var bodies = items.Where(i => i.IsSuccess).Select(i => i.Value).ToList();
        return door.WriteAsync<IEnumerable<BulkOutcome>>(
            caller,
            TransactionFactory.Reads(bodies),
            async (book, commit, c) =>
            {
                await book.LoadRefundsAsync([.. bodies.Select(b => b.RefundOf).OfType<Guid>().Distinct()], c);
                var outcomes = items.Select(item => Record(item, book, commit)).ToList();
                if (request.Atomic == true && outcomes.Exists(o => !o.IsSuccess))
                {
                    commit.Abandon();
                    outcomes = outcomes.ConvertAll(o => o.IsSuccess ? Aborted : o);
                }
                return Reply.Ok<IEnumerable<BulkOutcome>>(outcomes.Select(Describe));
            },
            cancellation
        );
    }

    private static Result<BulkItem> Read(LenientItem<BulkItem> item)
    {
        var body = item.Read();
        return body.IsSuccess && RequestValidation.Check(Validator, body.Value) is { } invalid ? invalid : body;
    }

    private static Result<CreatedTransaction> Record(Result<BulkItem> item, LockedBook book, BookCommit commit) =>
        item.IsSuccess ? TransactionFactory.Record(item.Value, book, commit) : item.Error!;

    private static BulkOutcome Describe(Result<CreatedTransaction> outcome, int index) =>
        outcome.IsSuccess
            ? new BulkOutcome(index, StatusCodes.Status201Created, outcome.Value.View, null)
            : new BulkOutcome(index, ProblemResult.StatusOf(outcome.Error!.Kind), null, ProblemResult.Describe(outcome.Error));
}
