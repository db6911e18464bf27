namespace Rupaya.Features.User.ListOwnInvitations;

/// <param name="BookName">As its owner calls it.</param>
/// <param name="Role">editor or viewer.</param>
/// <param name="InvitedBy">The inviting person's e-mail; null for one who is gone.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">UTC.</param>
internal sealed record OwnInvitation(
    Guid InvitationId,
    string BookName,
    string Role,
    string? InvitedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt
);

internal sealed class ListOwnInvitationsEndpoint(ListOwnInvitationsHandler handler) : ApiEndpoint<IEnumerable<OwnInvitation>>
{
    public override void Configure()
    {
        Get("/user/invitations");
        Describe("The open invitations to books for the caller's address, the newest first", "None before the address is confirmed.");
        SessionOnly();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
