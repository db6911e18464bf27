namespace Rupaya.Features.Books.WithdrawInvitation;

internal sealed class WithdrawInvitationEndpoint(WithdrawInvitationHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/books/{bookId:guid}/invitations/{invitationId:guid}");
        Describe(
            "Withdraw an invitation",
            "The owner only. Its token is void at once. 409 invitation_closed for one that was accepted: remove the member instead."
        );
        SessionOnly();
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.Forbidden, Problems.InvitationClosed);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("bookId"), Id("invitationId"), Caller, cancellation));
}
