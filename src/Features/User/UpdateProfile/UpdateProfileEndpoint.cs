namespace Rupaya.Features.User.UpdateProfile;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="Currency">ISO 4217: for new books.</param>
/// <param name="TimeZone">IANA zone: for new books.</param>
internal sealed record UpdateProfileRequest(string? Name, string? Currency, string? TimeZone);

internal sealed class UpdateProfileEndpoint(UpdateProfileHandler handler) : ApiEndpoint<UpdateProfileRequest, UserView>
{
    public override void Configure()
    {
        Put("/user/profile");
        Scoped("user:write");
        Describe(
            "Change name, currency or time zone",
            "Books keep their own currency and zone. Other members of the request are ignored: role and e-mail cannot be set here."
        );
    }

    public override Task HandleAsync(UpdateProfileRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
