namespace Rupaya.Features.Accounts.ListAccounts;

internal sealed class ListAccountsEndpoint(ListAccountsHandler handler) : ApiEndpoint<IEnumerable<AccountView>>
{
    public override void Configure()
    {
        Get("/accounts");
        Describe("All accounts, oldest first");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
