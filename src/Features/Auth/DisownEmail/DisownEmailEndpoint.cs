namespace Rupaya.Features.Auth.DisownEmail;

/// <param name="Token">From the mail that asked for the confirmation.</param>
internal sealed record DisownEmailRequest(string? Token);

internal sealed class DisownEmailEndpoint(DisownEmailHandler handler) : ApiEndpoint<DisownEmailRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/verify-email/disown");
        AllowAnonymous();
        Describe(
            "Say that somebody else signed up with this address",
            "An account whose address was never confirmed is erased at once, its books with it. 400 invalid_token for a wrong or expired token, and for "
                + "an account that is confirmed."
        );
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.InvalidLink);
    }

    public override Task HandleAsync(DisownEmailRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, cancellation));
}
