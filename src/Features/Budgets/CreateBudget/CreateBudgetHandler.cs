using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Budgets.CreateBudget;

internal sealed class CreateBudgetHandler(BookDoor door)
{
    public Task<Result<Answer>> HandleAsync(CreateBudgetRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync(
            caller,
            changes: 1,
            BookReads.Nothing.Category(request.CategoryId),
            (book, commit) => Decide(request, book, commit),
            cancellation
        );

    private static Result<Answer> Decide(CreateBudgetRequest request, LockedBook book, BookCommit commit)
    {
        var category = book.Category(request.CategoryId);
        if (!category.IsSuccess)
        {
            return category.Error!;
        }
        if (category.Value!.Kind != "expense")
        {
            return Error.Invalid("category_kind", "A budget is for an expense category.", "categoryId");
        }
        if (!Currency.Of(book.Currency).Fits(request.Amount!.Value))
        {
            return Error.Invalid("currency_precision", $"The amount has more decimals than {book.Currency}.", "amount");
        }
        var budget = new Budget
        {
            BookId = book.BookId,
            BudgetId = Guid.CreateVersion7(book.At),
            CategoryId = category.Value.CategoryId,
            Amount = request.Amount.Value,
            Period = request.Period!,
            Rollover = request.Rollover ?? "none",
            StartDate = request.StartDate ?? book.Today,
            Version = commit.NextSeq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        commit.Record(null, budget);
        return Answer.Created(BudgetView.From(budget), $"/api/v1/budgets/{budget.BudgetId}", ETags.Of(budget.Version, "0"));
    }
}
