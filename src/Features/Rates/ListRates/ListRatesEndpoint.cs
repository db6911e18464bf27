namespace Rupaya.Features.Rates.ListRates;

/// <summary>Filters; those given must all hold.</summary>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Cursor">From the <c>Link</c> of the page before.</param>
internal sealed record ListRatesRequest(string? Base, string? Quote, QueryDate? Date, int? Limit, string? Cursor);

internal sealed class ListRatesEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/rates",
                (
                    [AsParameters] ListRatesRequest request,
                    Caller caller,
                    ListRatesHandler handler,
                    HttpContext http,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, cancellation).ToHttp(http)
            )
            .WithName("ListRates")
            .WithTags("Rates")
            .WithSummary("The book's own exchange rates, newest first")
            .WithDescription("The next page is in Link: rel=\"next\". 400 invalid_cursor.")
            .Produces<IReadOnlyList<RateView>>()
            .Problems(400, 401, 404, 503);
}

internal sealed class ListRatesValidator : AbstractValidator<ListRatesRequest>
{
    public ListRatesValidator()
    {
        RuleFor(r => r.Base).CurrencyCode();
        RuleFor(r => r.Quote).CurrencyCode();
        RuleFor(r => r.Date).QueryDate();
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
    }
}
