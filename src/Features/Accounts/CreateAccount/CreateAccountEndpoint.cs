namespace Rupaya.Features.Accounts.CreateAccount;

/// <summary>What to open.</summary>
/// <param name="Type">checking, savings, cash, credit_card, loan, investment or wallet.</param>
/// <param name="Currency">ISO 4217; the book's when omitted.</param>
/// <param name="OpeningBalance">0 when omitted; in major units, negative for what is owed.</param>
/// <param name="OpeningDate">Before everything when omitted.</param>
/// <param name="OverdraftLimit">The default of its type when omitted.</param>
internal sealed record CreateAccountRequest(
    string? Name,
    string? Type,
    string? Currency,
    decimal? OpeningBalance,
    DateOnly? OpeningDate,
    decimal? OverdraftLimit
);

internal sealed class CreateAccountEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/accounts",
                (CreateAccountRequest request, Caller caller, CreateAccountHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("CreateAccount")
            .WithTags("Accounts")
            .WithSummary("Open an account")
            .WithDescription("The opening balance is a posting of its own, in neither income nor expenses. 400 currency_precision.")
            .Idempotent()
            .Produces<AccountView>(StatusCodes.Status201Created)
            .Problems(400, 401, 403, 404, 422, 503);
}
