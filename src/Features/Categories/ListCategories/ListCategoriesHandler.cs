using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Http.Lists;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Categories.ListCategories;

internal sealed class ListCategoriesHandler(BookHeads heads, ChangeTimes times, RupayaDbContext context)
{
    public static readonly ListSorts<CategoryView> Sorts = new(c => c.CategoryId)
    {
        { "name", c => c.Name },
        { "kind", c => c.Kind },
        { "updatedAt", c => c.Version },
    };

    public async Task<Result<Page<CategoryView>>> HandleAsync(
        ListCategoriesRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var bookId = head.Value.BookId;
        var all = await context
            .Categories.Where(c => c.BookId == bookId && c.DeletedSeq == null)
            .OrderBy(c => c.Kind)
            .ThenBy(c => c.Name)
            .Select(c => new CategoryView(c.CategoryId, c.Name, c.Kind, c.ParentId, c.Icon, c.Color, c.IsSystem, c.Version))
            .ToListAsync(cancellation);
        var rows = await times.SinceAsync(bookId, all, c => c.Version, request.UpdatedSince?.At, cancellation);
        var page = Sorts.Page(rows, request, list);
        return page.IsSuccess ? new Page<CategoryView>([.. page.Value.Items.Select(c => c)], page.Value.Next) : page.Error!;
    }
}
