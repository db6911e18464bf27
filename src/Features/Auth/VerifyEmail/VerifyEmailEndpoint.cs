namespace Rupaya.Features.Auth.VerifyEmail;

/// <param name="Token">From the mail.</param>
internal sealed record VerifyEmailRequest(string? Token);

internal sealed class VerifyEmailEndpoint(VerifyEmailHandler handler) : ApiEndpoint<VerifyEmailRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/verify-email");
        AllowAnonymous();
        Describe("Confirm an e-mail address with the token that was sent to it", "400 invalid_token for a wrong, used or expired one.");
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.InvalidLink, Problems.InvalidToken);
    }

    public override Task HandleAsync(VerifyEmailRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, cancellation));
}
