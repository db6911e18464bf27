using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Imports.ListImports;

internal sealed class ListImportsHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Page<ImportItem>>> HandleAsync(
        ListImportsRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var cursor = list.Read(request.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var (bookId, limit) = (head.Value.BookId, request.Limit ?? DefaultLimit);
        var (since, after, ascends) = (request.UpdatedSince?.At, cursor.Value?.Id, request.Sort == "createdAt");
        var imports = context
            .Imports.Where(i => i.BookId == bookId && i.Status != "uploading")
            .Where(i => since == null || i.CreatedAt >= since || i.FinishedAt >= since);
        // Their ids are in the order of their making.
        var ordered = ascends
            ? imports.Where(i => after == null || i.ImportId > after).OrderBy(i => i.ImportId)
            : imports.Where(i => after == null || i.ImportId < after).OrderByDescending(i => i.ImportId);
        var rows = await ordered.Take(limit + 1).ToListAsync(cancellation);
        var items = rows.Take(limit).Select(ImportItem.From).ToList();
        return new Page<ImportItem>(items, rows.Count > limit ? list.After(new Position("", items[^1].ImportId)) : null);
    }
}
