namespace Rupaya.Features.Categories.CreateCategory;

/// <summary>What to add.</summary>
/// <param name="Kind"><c>income</c> or <c>expense</c>.</param>
/// <param name="ParentId">A category of the same kind that has no parent itself.</param>
/// <param name="Icon">A name or an emoji the client knows, at most 50 characters.</param>
/// <param name="Color"><c>#RRGGBB</c>.</param>
internal sealed record CreateCategoryRequest(string? Name, string? Kind, Guid? ParentId, string? Icon, string? Color);

internal sealed class CreateCategoryEndpoint(CreateCategoryHandler handler) : ApiEndpoint<CreateCategoryRequest, CategoryView>
{
    public override void Configure()
    {
        Post("/categories");
        Describe(
            "Add a category",
            "Names are unique per kind without case: 409 category_exists. 400 category_kind for a parent of the other kind."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Tagged();
        Refuses(Problems.CategoryExists, Problems.CategoryKind);
    }

    public override Task HandleAsync(CreateCategoryRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
