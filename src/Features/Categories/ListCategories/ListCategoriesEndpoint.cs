namespace Rupaya.Features.Categories.ListCategories;

internal sealed class ListCategoriesEndpoint(ListCategoriesHandler handler) : ApiEndpoint<IEnumerable<CategoryView>>
{
    public override void Configure()
    {
        Get("/categories");
        Describe("All categories, by kind and name");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
