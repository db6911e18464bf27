namespace Rupaya.Features.Categories.UpdateCategory;

/// <summary>What to change: a field that is omitted stays, null clears it where it can be empty.</summary>
/// <param name="ParentId">A category of the same kind that has no parent itself; null for the top.</param>
internal sealed record UpdateCategoryRequest(
    Optional<string?> Name,
    Optional<Guid?> ParentId,
    Optional<string?> Icon,
    Optional<string?> Color
);

internal sealed class UpdateCategoryEndpoint(UpdateCategoryHandler handler) : ApiEndpoint<UpdateCategoryRequest, CategoryView>
{
    public override void Configure()
    {
        Put("/categories/{categoryId:guid}");
        Describe(
            "Rename or move a category",
            "Its kind stays: what is in it was posted under it. If-Match makes it conditional: 412 stale_version. 409 category_exists; 400 "
                + "category_kind for a parent of the other kind."
        );
        InBook();
        Versioned();
        Refuses(Problems.CategoryExists, Problems.CategoryKind);
    }

    public override Task HandleAsync(UpdateCategoryRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("categoryId"), request, IfMatch, Caller, cancellation));
}
