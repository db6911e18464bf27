namespace Rupaya.Features.Transactions.CreateTransfer;

/// <summary>What to move.</summary>
/// <param name="Amount">What leaves, in major units of the paying account's currency.</param>
/// <param name="ToAmount">What arrives, in the receiving account's currency; required when the currencies differ, else the same.</param>
/// <param name="Merchant">Of both legs, as are <paramref name="Tags"/> and <paramref name="Status"/>; each can be changed by itself later.</param>
/// <param name="Status"><c>cleared</c> (default) or <c>pending</c>.</param>
/// <param name="Date">Civil date of the book; today in its zone when omitted.</param>
internal sealed record CreateTransferRequest(
    Guid? FromAccountId,
    Guid? ToAccountId,
    decimal? Amount,
    decimal? ToAmount,
    DateOnly? Date,
    string? Description,
    string? Merchant,
    string[]? Tags,
    string? Status
);

/// <param name="Rate">Units of the receiving currency for one of the paying: what follows from the two amounts, ten decimals.</param>
internal sealed record TransferView(Guid TransferId, TransactionView From, TransactionView To, decimal Rate);

internal sealed class CreateTransferEndpoint(CreateTransferHandler handler) : ApiEndpoint<CreateTransferRequest, TransferView>
{
    public override void Configure()
    {
        Post("/transfers");
        Describe(
            "Move money between two accounts",
            "Two linked transactions in one commit, in neither income nor expenses. Across currencies both amounts are kept and the rate is "
                + "derived. 400 insufficient_balance, same_account, currency_precision; 404 for an unknown account; 409 account_archived."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Refuses(Problems.AccountArchived, Problems.CurrencyPrecision, Problems.InsufficientBalance, Problems.SameAccount);
    }

    public override Task HandleAsync(CreateTransferRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
