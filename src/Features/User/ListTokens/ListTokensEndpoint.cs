using Rupaya.Infrastructure.Identity.Tokens;

namespace Rupaya.Features.User.ListTokens;

internal sealed class ListTokensEndpoint(ListTokensHandler handler) : ApiEndpoint<IEnumerable<TokenView>>
{
    public override void Configure()
    {
        Get("/user/tokens");
        Describe(
            "The caller's tokens for programs, newest first",
            "Never the tokens themselves. A use is shown within seconds, to the minute."
        );
        SessionOnly();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
