namespace Rupaya.Features.Auth.Signup;

/// <summary>Who signs up.</summary>
/// <param name="Password">8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character; not a common one.</param>
/// <param name="DeviceId">Chosen by the client, the same at every sign-in from this device.</param>
/// <param name="Currency">ISO 4217; INR when omitted.</param>
/// <param name="TimeZone">IANA zone; Asia/Kolkata when omitted.</param>
/// <param name="Consent">True when the terms were accepted; the moment is recorded.</param>
/// <param name="Session">cookie puts the refresh token into a cookie that no script sees, for a browser; token, or nothing, into the answer.</param>
internal sealed record SignupRequest(
    string? Email,
    string? Password,
    string? DeviceId,
    string? DeviceName,
    string? Name,
    string? Currency,
    string? TimeZone,
    bool? Consent,
    string? Session
);

internal sealed class SignupEndpoint(SignupHandler handler) : ApiEndpoint<SignupRequest, SignedIn>
{
    public override void Configure()
    {
        Post("/auth/signup", "/auth/register");
        AllowAnonymous();
        Describe(
            "Create a user with a book of their own",
            "The book starts with the default categories. 409 user_exists. POST /auth/register is the same."
        );
        LimitedAs(RatePolicy.Auth);
        Answers(StatusCodes.Status201Created);
        Refuses(Problems.UserExists);
    }

    public override Task HandleAsync(SignupRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
