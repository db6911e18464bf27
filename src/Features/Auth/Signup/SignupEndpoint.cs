namespace Rupaya.Features.Auth.Signup;

/// <summary>Who signs up.</summary>
/// <param name="Password">8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character; not a common one.</param>
/// <param name="DeviceId">Chosen by the client, the same at every sign-in from this device.</param>
/// <param name="Currency">ISO 4217; INR when omitted.</param>
/// <param name="TimeZone">IANA zone; Asia/Kolkata when omitted.</param>
/// <param name="Consent">True when the terms were accepted; the moment is recorded.</param>
internal sealed record SignupRequest(
    string? Email,
    string? Password,
    string? DeviceId,
    string? DeviceName,
    string? Name,
    string? Currency,
    string? TimeZone,
    bool? Consent
);

internal sealed class SignupEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/signup",
                (SignupRequest request, SignupHandler handler, ClientAddress address, CancellationToken cancellation) =>
                    handler.HandleAsync(request, address.Ip, cancellation).ToHttp()
            )
            .AllowAnonymous()
            .LimitedAs(RatePolicy.Auth)
            .WithName("Signup")
            .WithTags("Auth")
            .WithSummary("Create a user with a book of their own")
            .WithDescription("The book starts with the default categories. 409 user_exists.")
            .Produces<SignedIn>(StatusCodes.Status201Created)
            .Problems(400, 409, 429, 503);
}
