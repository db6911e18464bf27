namespace Rupaya.Features.User.CreateToken;

/// <param name="Name">For its owner, up to 100 characters.</param>
/// <param name="Scopes">read, write, or areas such as transactions:write. export:read has to be named by itself.</param>
/// <param name="BookId">The one book that it is for; all books of the caller when omitted.</param>
/// <param name="ExpiresAt">At most 366 days away; 90 when omitted.</param>
/// <param name="AllowedNetworks">Up to ten addresses or networks such as 203.0.113.0/24 that it may come from; everywhere when omitted.</param>
internal sealed record CreateTokenRequest(
    string? Name,
    string[]? Scopes,
    Guid? BookId,
    DateTimeOffset? ExpiresAt,
    string[]? AllowedNetworks
);

internal sealed class CreateTokenEndpoint(CreateTokenHandler handler) : ApiEndpoint<CreateTokenRequest, NewToken>
{
    public override void Configure()
    {
        Post("/user/tokens");
        Describe(
            "Make a token for a program",
            "It acts for the caller, only as far as its scopes, its book and its networks allow. It is shown once. Needs a verified e-mail (403 "
                + "email_unverified) and a step-up; 400 unknown_scope; 409 token_limit after fifty. The owner is told by mail."
        );
        SessionOnly();
        StepUp();
        LimitedAs(RatePolicy.Sensitive);
        Answers(StatusCodes.Status201Created);
        Refuses(Problems.EmailUnverified, Problems.TokenLimit, Problems.UnknownScope);
    }

    public override Task HandleAsync(CreateTokenRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
