namespace Rupaya.Features.User.SetDefaultBook;

/// <param name="BookId">One of the caller's books.</param>
internal sealed record SetDefaultBookRequest(Guid? BookId);

internal sealed class SetDefaultBookEndpoint(SetDefaultBookHandler handler) : ApiEndpoint<SetDefaultBookRequest, EmptyResponse>
{
    public override void Configure()
    {
        Put("/user/default-book");
        Describe("Choose the book that requests act on which name none", "404 for a book that the caller is not in.");
        SessionOnly();
    }

    public override Task HandleAsync(SetDefaultBookRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
