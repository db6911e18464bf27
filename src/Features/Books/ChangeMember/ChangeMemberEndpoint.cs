namespace Rupaya.Features.Books.ChangeMember;

/// <param name="Role">owner, editor or viewer. owner hands the book over: who owned it becomes an editor.</param>
internal sealed record ChangeMemberRequest(string? Role);

internal sealed class ChangeMemberEndpoint(ChangeMemberHandler handler) : ApiEndpoint<ChangeMemberRequest, EmptyResponse>
{
    public override void Configure()
    {
        Put("/books/{bookId:guid}/members/{userId:guid}");
        SessionOnly();
        Describe(
            "Give a member another role, or hand the book over",
            "The owner only. 409 owner_must_transfer when the owner would change their own role."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.Forbidden, Problems.OwnerMustTransfer);
    }

    public override Task HandleAsync(ChangeMemberRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("bookId"), Id("userId"), request, Caller, cancellation));
}
