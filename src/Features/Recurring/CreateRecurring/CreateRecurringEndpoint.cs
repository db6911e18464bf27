namespace Rupaya.Features.Recurring.CreateRecurring;

internal sealed class CreateRecurringEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/recurring",
                (RecurringBody request, Caller caller, CreateRecurringHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("CreateRecurring")
            .WithTags("Recurring")
            .WithSummary("Post a transaction or transfer again and again")
            .WithDescription(
                "Each day is posted once, when it begins in the book's zone; what is due already is posted at once. Postings have no overdraft limit: an "
                    + "alert says when an account runs low. 404 for an unknown account or category; 409 account_archived; 400 category_kind, same_account, "
                    + "currency_precision, splits_do_not_sum, or a schedule that never fires. Of several days that a weekend rule moves onto one, each "
                    + "is posted, and those that are moved name their own day."
            )
            .Idempotent()
            .Produces<RecurringView>(StatusCodes.Status201Created)
            .Problems(400, 401, 403, 404, 409, 422, 503);
}
