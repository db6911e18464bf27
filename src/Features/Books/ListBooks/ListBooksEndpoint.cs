namespace Rupaya.Features.Books.ListBooks;

internal sealed class ListBooksEndpoint(ListBooksHandler handler) : ApiEndpoint<IEnumerable<ListedBook>>
{
    public override void Configure()
    {
        Get("/books");
        Describe("The books the caller is a member of, their default book first", "A token for one book sees that one.");
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
