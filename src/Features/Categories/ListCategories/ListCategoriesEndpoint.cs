namespace Rupaya.Features.Categories.ListCategories;

/// <param name="Kind"><c>income</c> or <c>expense</c>.</param>
/// <param name="IsSystem">True for those a new book starts with.</param>
internal sealed record CategoryView(
    Guid CategoryId,
    string Name,
    string Kind,
    Guid? ParentId,
    string? Icon,
    string? Color,
    bool IsSystem,
    long Version
);

internal sealed class ListCategoriesEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/categories",
                (Caller caller, ListCategoriesHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ListCategories")
            .WithTags("Categories")
            .WithSummary("All categories, by kind and name")
            .Produces<IReadOnlyList<CategoryView>>()
            .Problems(401, 404, 503);
}
