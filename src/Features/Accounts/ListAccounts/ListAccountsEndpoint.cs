using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Accounts.ListAccounts;

/// <param name="Sort"><c>name</c>, <c>balance</c> (as a number, whatever its currency), <c>createdAt</c> or <c>updatedAt</c>; with <c>-</c> before it the other way round.</param>
internal sealed record ListAccountsRequest(int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince) : IListQuery;

internal sealed class ListAccountsEndpoint(ListAccountsHandler handler) : ApiEndpoint<ListAccountsRequest, IEnumerable<AccountView>>
{
    public override void Configure()
    {
        Get("/accounts");
        Describe("All accounts, oldest first or in another order");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListAccountsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, Caller, cancellation));
}
