using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.User.UpdateProfile;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="Currency">ISO 4217: for new books.</param>
/// <param name="TimeZone">IANA zone: for new books.</param>
internal sealed record UpdateProfileRequest(string? Name, string? Currency, string? TimeZone);

internal sealed class UpdateProfileEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/user/profile",
                (UpdateProfileRequest request, Caller caller, UpdateProfileHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("UpdateProfile")
            .WithTags("User")
            .WithSummary("Change name, currency or time zone")
            .WithDescription(
                "Books keep their own currency and zone. Other members of the request are ignored: role and e-mail cannot be set here."
            )
            .Produces<UserView>()
            .Problems(400, 401, 429, 503);
}
