namespace Rupaya.Features.Rates.SetRate;

/// <summary>A rate of the book's own; it replaces the one of the same pair and day.</summary>
/// <param name="Rate">Units of <paramref name="Quote"/> for one of <paramref name="Base"/>: above 0, at most 1 000 000 000, twelve decimals.</param>
internal sealed record SetRateRequest(string? Base, string? Quote, DateOnly? Date, decimal? Rate);

internal sealed class SetRateEndpoint(SetRateHandler handler) : ApiEndpoint<SetRateRequest, RateView>
{
    public override void Configure()
    {
        Put("/rates");
        Describe(
            "Set an exchange rate of the book's own",
            "It comes before the provider's, and what was converted with another changes at once."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(SetRateRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
