namespace Rupaya.Features.Auth.ResendVerification;

/// <param name="Email">Omitted by a signed-in user.</param>
internal sealed record ResendVerificationRequest(string? Email);

/// <param name="Message">The same for every address.</param>
internal sealed record ResendVerificationResponse(string Message);

internal sealed class ResendVerificationEndpoint(ResendVerificationHandler handler)
    : ApiEndpoint<ResendVerificationRequest, ResendVerificationResponse>
{
    public override void Configure()
    {
        Post("/auth/verify-email/resend");
        AllowAnonymous();
        UsesCaller();
        SessionOnly();
        Describe(
            "Ask for the mail that confirms an address once more",
            "For the signed-in user, or without a session for an e-mail: then always 202 with the same body. Earlier links are void; at most five mails "
                + "an hour are sent. 409 already_verified to the signed-in user only."
        );
        Answers(StatusCodes.Status202Accepted);
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.AlreadyVerified, Problems.InvalidToken);
    }

    public override Task HandleAsync(ResendVerificationRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, OptionalCaller, ClientIp, cancellation));
}
