using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Categories.ListCategories;

internal sealed class ListCategoriesHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Reply<IEnumerable<CategoryView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var categories = await context
            .Categories.Where(c => c.BookId == head.Value.BookId && c.DeletedSeq == null)
            .OrderBy(c => c.Kind)
            .ThenBy(c => c.Name)
            .Select(c => new CategoryView(c.CategoryId, c.Name, c.Kind, c.ParentId, c.Icon, c.Color, c.IsSystem, c.Version))
            .ToListAsync(cancellation);
        return Reply.Ok<IEnumerable<CategoryView>>(categories);
    }
}
