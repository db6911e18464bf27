namespace Rupaya.Features.Transactions.GetTransaction;

internal sealed class GetTransactionEndpoint(GetTransactionHandler handler) : ApiEndpoint<TransactionView>
{
    public override void Configure()
    {
        Get("/transactions/{transactionId:guid}");
        Describe("One transaction", "Answers an ETag; with a matching If-None-Match 304.");
        InBook();
        Tagged();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("transactionId"), IfNoneMatch, Caller, cancellation));
}
