using Rupaya.Features.Budgets;

namespace Rupaya.Features.Categories.DeleteCategory;

/// <param name="MoveTo">The category that takes what it holds.</param>
internal sealed record DeleteCategoryRequest(Guid? MoveTo);

/// <summary>What a merge put together.</summary>
/// <param name="MovedTo">The category that holds everything now.</param>
/// <param name="MergedBudgets">Budgets that both categories had for the same days: one of each is left, with both amounts added up.</param>
internal sealed record MergedCategory(Guid MovedTo, IReadOnlyList<BudgetView> MergedBudgets);

internal sealed class DeleteCategoryEndpoint(DeleteCategoryHandler handler) : ApiEndpoint<DeleteCategoryRequest, MergedCategory>
{
    public override void Configure()
    {
        Delete("/categories/{categoryId:guid}");
        Describe(
            "Delete a category, or merge it into another",
            "With moveTo everything it holds is re-posted there: transactions, parts, budgets, schedules and children. Without, 409 category_in_use "
                + "while it holds something. 400 category_kind when moveTo is of the other kind. Reconciled transactions move as well: a "
                + "category is not what a statement proves. Two budgets of the same period and days become one, with both amounts added up: then the "
                + "answer is 200 and names them."
        );
        Answers(StatusCodes.Status200OK, StatusCodes.Status204NoContent);
        InBook();
        Versioned();
        Refuses(Problems.CategoryInUse, Problems.CategoryKind);
    }

    public override Task HandleAsync(DeleteCategoryRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("categoryId"), request.MoveTo, IfMatch, Caller, cancellation));
}
