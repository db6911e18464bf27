namespace Rupaya.Features.Rates.RemoveRate;

/// <summary>Which rate of the book's own to remove.</summary>
internal sealed record RemoveRateRequest(string? Base, string? Quote, QueryDate? Date);

internal sealed class RemoveRateEndpoint(RemoveRateHandler handler) : ApiEndpoint<RemoveRateRequest, EmptyResponse>
{
    public override void Configure()
    {
        Delete("/rates");
        Describe(
            "Remove an exchange rate of the book's own",
            "The provider's counts again, where there is one. 404 when the book has none for the pair and day."
        );
        InBook();
    }

    public override Task HandleAsync(RemoveRateRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
