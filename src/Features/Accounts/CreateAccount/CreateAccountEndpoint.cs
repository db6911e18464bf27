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

internal sealed class CreateAccountEndpoint(CreateAccountHandler handler) : ApiEndpoint<CreateAccountRequest, AccountView>
{
    public override void Configure()
    {
        Post("/accounts");
        Describe("Open an account", "The opening balance is a posting of its own, in neither income nor expenses. 400 currency_precision.");
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Tagged();
        Refuses(Problems.CurrencyPrecision);
    }

    public override Task HandleAsync(CreateAccountRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
