namespace Rupaya.Features.Books.ListInvitations;

/// <param name="Role">editor or viewer.</param>
/// <param name="InvitedBy">The inviting person's e-mail; null for one who is gone.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="Status">open, accepted, declined, withdrawn or expired.</param>
internal sealed record BookInvitation(
    Guid InvitationId,
    string Email,
    string Role,
    string? InvitedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    string Status
);

internal sealed class ListInvitationsEndpoint(ListInvitationsHandler handler) : ApiEndpoint<IEnumerable<BookInvitation>>
{
    public override void Configure()
    {
        Get("/books/{bookId:guid}/invitations");
        Describe("Who was invited to a book, the newest first", "The owner only.");
        InBook();
        SessionOnly();
        Refuses(Problems.Forbidden);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Id("bookId"), Caller, cancellation));
}
