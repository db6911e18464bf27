namespace Rupaya.Features.Recurring.CreateRecurring;

internal sealed class CreateRecurringEndpoint(CreateRecurringHandler handler) : ApiEndpoint<CreateRecurringRequest, RecurringView>
{
    public override void Configure()
    {
        Post("/recurring");
        Describe(
            "Post a transaction or transfer again and again",
            "Each day is posted once, when it begins in the book's zone; what is due already is posted at once. Postings have no overdraft limit: an "
                + "alert says when an account runs low. 404 for an unknown account or category; 409 account_archived; 400 category_kind, same_account, "
                + "currency_precision, splits_do_not_sum, or a schedule that never fires. Of several days that a weekend rule moves onto one, each "
                + "is posted, and those that are moved name their own day."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Tagged();
        Refuses(Problems.AccountArchived, Problems.CategoryKind, Problems.CurrencyPrecision, Problems.SameAccount, Problems.SplitsDoNotSum);
    }

    public override Task HandleAsync(CreateRecurringRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
