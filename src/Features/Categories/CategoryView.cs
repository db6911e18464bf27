using Rupaya.Domain.Ledger;

namespace Rupaya.Features.Categories;

/// <param name="Kind"><c>income</c> or <c>expense</c>.</param>
/// <param name="ParentId">The category it belongs to; a budget on that counts it too.</param>
/// <param name="IsSystem">True for those a new book starts with.</param>
/// <param name="Version">The number of the change that made it what it is; the first part of the ETag.</param>
internal sealed record CategoryView(
    Guid CategoryId,
    string Name,
    string Kind,
    Guid? ParentId,
    string? Icon,
    string? Color,
    bool IsSystem,
    long Version
)
{
    public static CategoryView From(Category c) => new(c.CategoryId, c.Name, c.Kind, c.ParentId, c.Icon, c.Color, c.IsSystem, c.Version);

    public static string ETag(Category c) => ETags.Of(c.Version, "0");
}
