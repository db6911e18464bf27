namespace Rupaya.Features.User.RemoveToken;

internal sealed class RemoveTokenEndpoint(RemoveTokenHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/user/tokens/{tokenId:guid}");
        Describe("End a token", "It is dead at once, everywhere.");
        SessionOnly();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("tokenId"), Caller, cancellation));
}
