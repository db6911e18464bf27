namespace Rupaya.Features.Auth.RevertEmail;

/// <param name="Token">From the mail to the old address.</param>
internal sealed record RevertEmailRequest(string? Token);

internal sealed class RevertEmailEndpoint(RevertEmailHandler handler) : ApiEndpoint<RevertEmailRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/email/revert");
        AllowAnonymous();
        Describe(
            "Take a change of the e-mail address back, with the token that was sent to the old one",
            "For 72 hours, whether it was confirmed or not, and with it every later change. Every session ends, a requested erasure is cancelled, and a "
                + "mail to set a new password goes to the old address. 400 invalid_token."
        );
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.InvalidLink, Problems.UserExists);
    }

    public override Task HandleAsync(RevertEmailRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
