namespace Rupaya.Features.Admin.ListUsers;

/// <param name="Q">Part of an e-mail address or a name.</param>
/// <param name="Limit">1–200; 50 when omitted.</param>
/// <param name="Cursor">From <c>Link: rel="next"</c>.</param>
internal sealed record ListUsersRequest(string? Q, int? Limit, Guid? Cursor);

/// <summary>A user as administrators see them.</summary>
/// <param name="BannedAt">UTC; null when not banned.</param>
/// <param name="EraseAt">UTC; null when no erasure was asked for.</param>
/// <param name="LastSeenAt">UTC; the last sign-in or refresh.</param>
internal sealed record AdminUserView(
    Guid Id,
    string Email,
    string Name,
    string Role,
    bool EmailVerified,
    bool MfaEnabled,
    DateTimeOffset? BannedAt,
    DateTimeOffset? EraseAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSeenAt
);

internal sealed class ListUsersEndpoint(ListUsersHandler handler) : ApiEndpoint<ListUsersRequest, IEnumerable<AdminUserView>>
{
    public override void Configure()
    {
        Get("/admin/users");
        Describe("Users, newest first");
        ForAdmins();
        Paged();
    }

    public override Task HandleAsync(ListUsersRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, HttpContext, cancellation));
}
