namespace Rupaya.Features.Rates.LookUpRate;

/// <summary>Which rate is needed.</summary>
/// <param name="Date">Today in the book's zone when omitted.</param>
internal sealed record LookUpRateRequest(string? Base, string? Quote, QueryDate? Date);

/// <param name="Rate">Units of <paramref name="Quote"/> for one of <paramref name="Base"/>.</param>
/// <param name="Date">The day that was asked for.</param>
/// <param name="AsOf">The day the rate is from, at most seven days before.</param>
/// <param name="Source"><c>book</c>, <c>provider</c>, or <c>cross</c> through the book's currency.</param>
internal sealed record FoundRateView(string Base, string Quote, DateOnly Date, decimal Rate, DateOnly AsOf, string Source);

internal sealed class LookUpRateEndpoint(LookUpRateHandler handler) : ApiEndpoint<LookUpRateRequest, FoundRateView>
{
    public override void Configure()
    {
        Get("/rates/lookup");
        Describe(
            "The rate that conversions of a day use",
            "The book's own before the provider's, the latest on or before the day and at most seven days old, inverted or crossed through the "
                + "book's currency where need be. 404 rate_missing where there is none: it is never taken as 1."
        );
        InBook();
        Refuses(Problems.RateMissing);
    }

    public override Task HandleAsync(LookUpRateRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
