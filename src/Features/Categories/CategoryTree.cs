using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Categories;

/// <summary>A book's live categories: names are unique per kind without case, and a parent has no parent itself.</summary>
internal sealed class CategoryTree(IReadOnlyList<Category> all)
{
    public static async Task<CategoryTree> LoadAsync(LockedBook book, CancellationToken cancellation) =>
        new(
            await book.ReadAsync(
                Command($"{CategorySql.Select} where book_id = $1 and deleted_seq is null", Parameter(book.BookId)),
                CategorySql.Read,
                cancellation
            )
        );

    public Category? Find(Guid? id) => all.FirstOrDefault(c => c.CategoryId == id);

    public IEnumerable<Category> ChildrenOf(Guid id) => all.Where(c => c.ParentId == id);

    /// <summary>Why the category cannot stand like this, or null.</summary>
    public Error? Check(Category category)
    {
        var others = all.Where(c => c.CategoryId != category.CategoryId);
        if (others.Any(c => c.Kind == category.Kind && NameKey.AreEqual(c.Name, category.Name)))
        {
            return CategorySql.Exists;
        }
        if (category.ParentId is null)
        {
            return null;
        }
        var parent = Find(category.ParentId);
        if (parent is null)
        {
            return Error.NotFound("Category");
        }
        if (parent.Kind != category.Kind)
        {
            return Problems.CategoryKind.Because("The parent is of the other kind.", "parentId");
        }
        return parent.CategoryId == category.CategoryId || parent.ParentId is not null || ChildrenOf(category.CategoryId).Any()
            ? Error.Field("parentId", "Categories have two levels: a parent has no parent itself.")
            : null;
    }
}
