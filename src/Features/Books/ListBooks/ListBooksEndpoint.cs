namespace Rupaya.Features.Books.ListBooks;

internal sealed class ListBooksEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/books",
                (Caller caller, ListBooksHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ListBooks")
            .WithTags("Books")
            .WithSummary("The books the caller is a member of, their default book first")
            .Produces<BookView[]>()
            .Problems(401, 429, 503);
}
