namespace Rupaya.Features.Books.RestoreBook;

internal sealed class RestoreBookEndpoint(RestoreBookHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/books/{bookId:guid}/restore");
        Describe(
            "Take the deletion of a book back",
            "For who deleted it, until it is erased; to everybody else, and afterwards, there is no such book."
        );
        SessionOnly();
        LimitedAs(RatePolicy.Sensitive);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Id("bookId"), Caller, cancellation));
}
