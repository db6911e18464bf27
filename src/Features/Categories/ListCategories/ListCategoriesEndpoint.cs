namespace Rupaya.Features.Categories.ListCategories;

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
