namespace Rupaya.Features.Books.ResendInvitation;

internal sealed class ResendInvitationEndpoint(ResendInvitationHandler handler) : ApiEndpoint<InvitationView>
{
    public override void Configure()
    {
        Post("/books/{bookId:guid}/invitations/{invitationId:guid}/resend");
        Describe(
            "Send an invitation once more",
            "The owner only. It stands for its full time again, and the earlier mail is void. 409 invitation_closed for one that was accepted, declined "
                + "or withdrawn."
        );
        SessionOnly();
        LimitedAs(RatePolicy.Sensitive);
        Answers(StatusCodes.Status202Accepted);
        Refuses(Problems.Forbidden, Problems.InvitationClosed);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("bookId"), Id("invitationId"), Caller, cancellation));
}
