using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Books.ListMembers;

/// <param name="Sort"><c>name</c>, <c>email</c>, <c>role</c> or <c>joinedAt</c>; with <c>-</c> before it the other way round.</param>
internal sealed record ListMembersRequest(int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince) : IListQuery;

internal sealed class ListMembersEndpoint(ListMembersHandler handler) : ApiEndpoint<ListMembersRequest, IEnumerable<MemberView>>
{
    public override void Configure()
    {
        Get("/books/{bookId:guid}/members");
        SessionOnly();
        Describe("Who may see a book, the longest-standing first or in another order");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListMembersRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("bookId"), request, List, Caller, cancellation));
}
