namespace Rupaya.Features.Books.ListBooks;

internal sealed class ListBooksEndpoint(ListBooksHandler handler) : ApiEndpoint<IEnumerable<BookView>>
{
    public override void Configure()
    {
        Get("/books");
        Describe("The books the caller is a member of, their default book first");
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
