namespace Rupaya.Features.Rates.ListRates;

/// <summary>Filters; those given must all hold.</summary>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
internal sealed record ListRatesRequest(string? Base, string? Quote, QueryDate? Date, int? Limit, int? Offset);

internal sealed class ListRatesEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/rates",
                ([AsParameters] ListRatesRequest request, Caller caller, ListRatesHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("ListRates")
            .WithTags("Rates")
            .WithSummary("The book's own exchange rates, newest first")
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
        RuleFor(r => r.Offset).InclusiveBetween(0, 100_000);
    }
}
