using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Imports.ListImports;

internal sealed class ListImportsHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Page<ImportItem>>> HandleAsync(ListImportsRequest request, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var (bookId, limit) = (head.Value.BookId, request.Limit ?? DefaultLimit);
        var imports = context.Imports.Where(i => i.BookId == bookId && i.Status != "uploading");
        // Their ids are in the order of their making.
        var rows = await (request.Cursor is { } cursor ? imports.Where(i => i.ImportId < cursor) : imports)
            .OrderByDescending(i => i.ImportId)
            .Take(limit + 1)
            .ToListAsync(cancellation);
        var items = rows.Take(limit).Select(ImportItem.From).ToList();
        return new Page<ImportItem>(items, rows.Count > limit ? items[^1].ImportId.ToString() : null);
    }
}
