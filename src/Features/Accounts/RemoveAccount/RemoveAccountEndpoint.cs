namespace Rupaya.Features.Accounts.RemoveAccount;

internal sealed class RemoveAccountEndpoint(RemoveAccountHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/accounts/{accountId:guid}");
        Describe(
            "Delete an account without transactions",
            "Its opening balance is reversed. 409 account_in_use while a transaction is on it: archive it instead."
        );
        InBook();
        Versioned();
        Refuses(Problems.AccountInUse);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("accountId"), IfMatch, Caller, cancellation));
}
