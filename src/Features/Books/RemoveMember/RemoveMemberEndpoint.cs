namespace Rupaya.Features.Books.RemoveMember;

internal sealed class RemoveMemberEndpoint(RemoveMemberHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/books/{bookId:guid}/members/{userId:guid}");
        SessionOnly();
        Describe(
            "Take a member out of a book, or leave it",
            "The owner removes anybody, everybody removes themselves. What they wrote stays. 409 owner_must_transfer when the owner would leave."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.Forbidden, Problems.OwnerMustTransfer);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("bookId"), Id("userId"), Caller, cancellation));
}
