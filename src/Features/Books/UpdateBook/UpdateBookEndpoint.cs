namespace Rupaya.Features.Books.UpdateBook;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="Currency">ISO 4217; fixed once there are postings.</param>
/// <param name="TimeZone">IANA zone.</param>
/// <param name="MonthStartDay">1–31: the day a book month starts on; in a shorter month its last day.</param>
/// <param name="WeekendRule">none, before or after.</param>
/// <param name="WeekStart">0 = Sunday … 6 = Saturday.</param>
internal sealed record UpdateBookRequest(
    string? Name,
    string? Currency,
    string? TimeZone,
    int? MonthStartDay,
    string? WeekendRule,
    int? WeekStart
);

internal sealed class UpdateBookEndpoint(UpdateBookHandler handler) : ApiEndpoint<UpdateBookRequest, BookView>
{
    public override void Configure()
    {
        Put("/books/{bookId:guid}");
        Describe(
            "Change a book's name, currency, zone or calendar",
            "The owner only. 409 book_in_use for another currency once there are postings; budget_exists for a calendar that would put two budgets "
                + "of one category into the same period."
        );
        Changes<ListedBook>();
        Refuses(Problems.BookInUse, Problems.BudgetExists, Problems.Forbidden);
    }

    public override Task HandleAsync(UpdateBookRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("bookId"), request, Caller, cancellation));
}
