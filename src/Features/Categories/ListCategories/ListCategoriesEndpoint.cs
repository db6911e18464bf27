using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Categories.ListCategories;

/// <param name="Sort"><c>name</c>, <c>kind</c> or <c>updatedAt</c>; with <c>-</c> before it the other way round.</param>
internal sealed record ListCategoriesRequest(int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince) : IListQuery;

internal sealed class ListCategoriesEndpoint(ListCategoriesHandler handler) : ApiEndpoint<ListCategoriesRequest, IEnumerable<CategoryView>>
{
    public override void Configure()
    {
        Get("/categories");
        Describe("All categories, by kind and name or in another order");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListCategoriesRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, Caller, cancellation));
}
