namespace Rupaya.Features.Categories.UpdateCategory;

/// <summary>What to change: a field that is omitted stays, null clears it where it can be empty.</summary>
/// <param name="ParentId">A category of the same kind that has no parent itself; null for the top.</param>
internal sealed record UpdateCategoryRequest(Given<string?> Name, Given<Guid?> ParentId, Given<string?> Icon, Given<string?> Color);

internal sealed class UpdateCategoryEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/categories/{categoryId:guid}",
                (
                    Guid categoryId,
                    UpdateCategoryRequest request,
                    IfMatch ifMatch,
                    Caller caller,
                    UpdateCategoryHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(categoryId, request, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("UpdateCategory")
            .WithTags("Categories")
            .WithSummary("Rename or move a category")
            .WithDescription(
                "Its kind stays: what is in it was posted under it. If-Match makes it conditional: 412 stale_version. 409 category_exists; 400 "
                    + "category_kind for a parent of the other kind."
            )
            .Produces<CategoryView>()
            .Problems(400, 401, 403, 404, 409, 412, 503);
}

internal sealed class UpdateCategoryValidator : AbstractValidator<UpdateCategoryRequest>
{
    public UpdateCategoryValidator()
    {
        RuleFor(r => r.Name.Value).CategoryName().When(r => r.Name.IsGiven).OverridePropertyName("name");
        RuleFor(r => r.Icon.Value).Text(50).OverridePropertyName("icon");
        RuleFor(r => r.Color.Value).Color().OverridePropertyName("color");
    }
}
