namespace Rupaya.Features.Books.DeleteBook;

/// <param name="Confirm">The book's name, as it is.</param>
internal sealed record DeleteBookRequest(string? Confirm);

/// <param name="EraseAt">UTC; until then its owner can restore it.</param>
internal sealed record BookDeleted(DateTimeOffset EraseAt);

internal sealed class DeleteBookEndpoint(DeleteBookHandler handler) : ApiEndpoint<DeleteBookRequest, BookDeleted>
{
    public override void Configure()
    {
        Delete("/books/{bookId:guid}");
        Describe(
            "Delete a book",
            "The owner only, who names it to confirm. It is gone at once, and erased with everything in it after fourteen days; until then the owner "
                + "can restore it. 409 book_has_members, last_book."
        );
        TakesBody();
        SessionOnly();
        StepUp();
        LimitedAs(RatePolicy.Sensitive);
        Answers(StatusCodes.Status202Accepted);
        Refuses(Problems.BookHasMembers, Problems.Forbidden, Problems.LastBook);
    }

    public override Task HandleAsync(DeleteBookRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("bookId"), request, Caller, cancellation));
}
