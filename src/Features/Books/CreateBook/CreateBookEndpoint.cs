namespace Rupaya.Features.Books.CreateBook;

/// <param name="Currency">ISO 4217; the user's when omitted.</param>
/// <param name="TimeZone">IANA zone; the user's when omitted.</param>
/// <param name="MonthStartDay">1–31; 1 when omitted.</param>
/// <param name="WeekendRule">none, before or after; none when omitted.</param>
/// <param name="WeekStart">0 = Sunday … 6 = Saturday; 1 when omitted.</param>
internal sealed record CreateBookRequest(
    string? Name,
    string? Currency,
    string? TimeZone,
    int? MonthStartDay,
    string? WeekendRule,
    int? WeekStart
);

internal sealed class CreateBookEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/books",
                (CreateBookRequest request, Caller caller, CreateBookHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .Idempotent()
            .WithName("CreateBook")
            .WithTags("Books")
            .WithSummary("Open another book, owned by the caller")
            .WithDescription("It starts with the default categories. 409 too_many_books after fifty.")
            .Produces<BookView>(StatusCodes.Status201Created)
            .Problems(400, 401, 409, 422, 429, 503);
}
