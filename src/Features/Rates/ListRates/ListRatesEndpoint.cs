namespace Rupaya.Features.Rates.ListRates;

/// <summary>Filters; those given must all hold.</summary>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Cursor">From the <c>Link</c> of the page before.</param>
internal sealed record ListRatesRequest(string? Base, string? Quote, QueryDate? Date, int? Limit, string? Cursor);

internal sealed class ListRatesEndpoint(ListRatesHandler handler) : ApiEndpoint<ListRatesRequest, IEnumerable<RateView>>
{
    public override void Configure()
    {
        Get("/rates");
        Describe("The book's own exchange rates, newest first", "The next page is in Link: rel=\"next\". 400 invalid_cursor.");
        InBook();
        Paged();
        Refuses(Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListRatesRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
