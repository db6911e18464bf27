namespace Rupaya.Features.Rates.RemoveRate;

/// <summary>Which rate of the book's own to remove.</summary>
internal sealed record RemoveRateRequest(string? Base, string? Quote, QueryDate? Date);

internal sealed class RemoveRateEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/rates",
                ([AsParameters] RemoveRateRequest request, Caller caller, RemoveRateHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("RemoveRate")
            .WithTags("Rates")
            .WithSummary("Remove an exchange rate of the book's own")
            .WithDescription("The provider's counts again, where there is one. 404 when the book has none for the pair and day.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(400, 401, 403, 404, 503);
}

internal sealed class RemoveRateValidator : AbstractValidator<RemoveRateRequest>
{
    public RemoveRateValidator()
    {
        RuleFor(r => r.Base).NotEmpty().CurrencyCode();
        RuleFor(r => r.Quote).NotEmpty().CurrencyCode();
        RuleFor(r => r.Date).NotNull().WithMessage("Is required.").QueryDate();
    }
}
