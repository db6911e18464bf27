namespace Rupaya.Features.Books.InviteMember;

/// <param name="Email">Who is invited, whether they have an account or not.</param>
/// <param name="Role">editor or viewer.</param>
internal sealed record InviteMemberRequest(string? Email, string? Role);

internal sealed class InviteMemberEndpoint(InviteMemberHandler handler) : ApiEndpoint<InviteMemberRequest, InvitationView>
{
    public override void Configure()
    {
        Post("/books/{bookId:guid}/invitations");
        SessionOnly();
        Describe(
            "Invite somebody to a book by e-mail",
            "The owner only. Inviting the same address again sends a new mail and makes the earlier one void. 409 already_member."
        );
        Idempotent();
        LimitedAs(RatePolicy.Sensitive);
        Answers(StatusCodes.Status201Created);
        Refuses(Problems.AlreadyMember, Problems.Forbidden);
    }

    public override Task HandleAsync(InviteMemberRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("bookId"), request, Caller, cancellation));
}
