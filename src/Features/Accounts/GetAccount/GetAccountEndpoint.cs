namespace Rupaya.Features.Accounts.GetAccount;

/// <param name="AsOf">The balance at the end of this day; the latest when omitted.</param>
internal sealed record GetAccountRequest(QueryDate? AsOf);

internal sealed class GetAccountEndpoint(GetAccountHandler handler) : ApiEndpoint<GetAccountRequest, AccountView>
{
    public override void Configure()
    {
        Get("/accounts/{accountId:guid}");
        Describe("One account", "With asOf (YYYY-MM-DD) the balance at the end of that day, from the journal. Answers an ETag.");
        InBook();
        Tagged(always: false);
    }

    public override Task HandleAsync(GetAccountRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("accountId"), request.AsOf?.Day, Caller, cancellation));
}
