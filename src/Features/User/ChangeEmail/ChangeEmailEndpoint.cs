namespace Rupaya.Features.User.ChangeEmail;

/// <param name="Email">The new address.</param>
internal sealed record ChangeEmailRequest(string? Email);

/// <param name="ExpiresAt">UTC: until then the new address can confirm it.</param>
internal sealed record EmailChangeAsked(DateTimeOffset ExpiresAt);

internal sealed class ChangeEmailEndpoint(ChangeEmailHandler handler) : ApiEndpoint<ChangeEmailRequest, EmailChangeAsked>
{
    public override void Configure()
    {
        Post("/user/email");
        Describe(
            "Ask for another e-mail address",
            "Always 202. The new address gets a link that confirms it; one that somebody has already is told so instead. The present address, where it "
                + "was confirmed, gets a link that takes the change back for 72 hours. The last request counts."
        );
        SessionOnly();
        StepUp();
        LimitedAs(RatePolicy.Sensitive);
        Answers(StatusCodes.Status202Accepted);
    }

    public override Task HandleAsync(ChangeEmailRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, ClientIp, cancellation));
}
