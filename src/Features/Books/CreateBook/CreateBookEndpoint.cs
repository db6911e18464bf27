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

internal sealed class CreateBookEndpoint(CreateBookHandler handler) : ApiEndpoint<CreateBookRequest, BookView>
{
    public override void Configure()
    {
        Post("/books");
        Describe("Open another book, owned by the caller", "It starts with the default categories. 409 too_many_books after fifty.");
        Idempotent();
        Answers(StatusCodes.Status201Created);
        Refuses(Problems.TooManyBooks);
    }

    public override Task HandleAsync(CreateBookRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
