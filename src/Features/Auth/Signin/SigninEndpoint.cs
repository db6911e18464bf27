namespace Rupaya.Features.Auth.Signin;

/// <summary>Who signs in, from which device.</summary>
/// <param name="Session">cookie puts the refresh token into a cookie that no script sees, for a browser; token, or nothing, into the answer.</param>
internal sealed record SigninRequest(string? Email, string? Password, string? DeviceId, string? DeviceName, string? Session);

internal sealed class SigninEndpoint(SigninHandler handler) : ApiEndpoint<SigninRequest, SignedIn>
{
    public override void Configure()
    {
        Post("/auth/signin", "/auth/login");
        AllowAnonymous();
        Describe(
            "Open a session",
            "Answers {mfaRequired: true, mfaToken} instead where two-step sign-in is on. 401 invalid_credentials, the same for a wrong password "
                + "and an unknown e-mail; after five of them 423 account_locked with Retry-After; 403 account_banned. Cancels a requested erasure. "
                + "POST /auth/login is the same."
        );
        OrAnswers<ChallengedAnswer>();
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.AccountBanned, Problems.AccountLocked, Problems.InvalidCredentials);
    }

    public override Task HandleAsync(SigninRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
