namespace Rupaya.Features.User.RotateToken;

/// <param name="GraceHours">How long the old token goes on: 0 to 48; 24 when omitted.</param>
internal sealed record RotateTokenRequest(int? GraceHours);

internal sealed class RotateTokenEndpoint(RotateTokenHandler handler) : ApiEndpoint<RotateTokenRequest, NewToken>
{
    public override void Configure()
    {
        Post("/user/tokens/{tokenId:guid}/rotate");
        Describe(
            "Put a new token in the place of one",
            "It may do the same, for as long from now as the old one was made for; the old one ends after the grace. 404 for one that was replaced before."
        );
        SessionOnly();
        StepUp();
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.EmailUnverified);
    }

    public override Task HandleAsync(RotateTokenRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("tokenId"), request, Caller, cancellation));
}
