using Rupaya.Infrastructure.Identity.Tokens;

namespace Rupaya.Features.User.RenameToken;

internal sealed record RenameTokenRequest(string? Name);

internal sealed class RenameTokenEndpoint(RenameTokenHandler handler) : ApiEndpoint<RenameTokenRequest, TokenView>
{
    public override void Configure()
    {
        Put("/user/tokens/{tokenId:guid}");
        Describe("Rename a token", "What it may do never changes: make another one for that.");
        SessionOnly();
    }

    public override Task HandleAsync(RenameTokenRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("tokenId"), request, Caller, cancellation));
}
