namespace Rupaya.Features.Auth.ConfirmEmail;

/// <param name="Token">From the mail to the new address.</param>
internal sealed record ConfirmEmailRequest(string? Token);

internal sealed class ConfirmEmailEndpoint(ConfirmEmailHandler handler) : ApiEndpoint<ConfirmEmailRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/email/confirm");
        AllowAnonymous();
        Describe(
            "Make a new e-mail address the account's, with the token that was sent to it",
            "Sessions stay. 400 invalid_token for a wrong, used, replaced or expired token; 409 user_exists when the address is somebody's by now."
        );
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.InvalidLink, Problems.UserExists);
    }

    public override Task HandleAsync(ConfirmEmailRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
