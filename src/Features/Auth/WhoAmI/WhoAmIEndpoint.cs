namespace Rupaya.Features.Auth.WhoAmI;

/// <summary>What the sent token is, and what it may do.</summary>
/// <param name="Kind">session or token.</param>
/// <param name="TokenId">Of a token for programs; null for a session.</param>
/// <param name="Scopes">Of a token for programs; empty for a session, which may do everything that its user may.</param>
/// <param name="BookId">The one book that a token is for; null for all.</param>
/// <param name="ExpiresAt">UTC: the end of the token, or of the session.</param>
/// <param name="AuthenticatedAt">UTC: when the user of a session last showed who they are.</param>
/// <param name="Methods">How they showed it; empty for a token.</param>
internal sealed record WhoAmIAnswer(
    string Kind,
    Guid UserId,
    Guid? TokenId,
    IReadOnlyList<string> Scopes,
    Guid? BookId,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? AuthenticatedAt,
    IReadOnlyList<string> Methods
);

internal sealed class WhoAmIEndpoint(WhoAmIHandler handler) : ApiEndpoint<WhoAmIAnswer>
{
    public override void Configure()
    {
        Get("/auth/whoami");
        Describe("What the sent token is", "For programs that want to know what they may do, and to try a token.");
        AnyToken();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
