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

internal sealed class UpdateBookEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/books/{bookId:guid}",
                (Guid bookId, UpdateBookRequest request, Caller caller, UpdateBookHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(bookId, request, caller, cancellation).ToHttp()
            )
            .WithName("UpdateBook")
            .WithTags("Books")
            .WithSummary("Change a book's name, currency, zone or calendar")
            .WithDescription("The owner only. 409 book_in_use for another currency once there are postings.")
            .Produces<BookView>()
            .Problems(400, 401, 403, 404, 409, 429, 503);
}
