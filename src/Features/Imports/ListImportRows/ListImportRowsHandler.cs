using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Imports.ListImportRows;

internal sealed class ListImportRowsHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Page<ImportRowView>>> HandleAsync(
        Guid importId,
        ListImportRowsRequest request,
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
        if (!await context.Imports.AnyAsync(i => i.BookId == bookId && i.ImportId == importId && i.Status != "uploading", cancellation))
        {
            return Error.NotFound("Import");
        }
        var limit = request.Limit ?? DefaultLimit;
        var after = request.Cursor ?? 0;
        var rows = await context
            .ImportRows.Where(r => r.BookId == bookId && r.ImportId == importId && r.Line > after)
            .Where(r => request.Verdict == null || r.Verdict == request.Verdict)
            .OrderBy(r => r.Line)
            .Take(limit + 1)
            .Select(r => new ImportRowView(
                r.Line,
                r.Verdict,
                r.Field,
                r.Code,
                r.Message,
                r.TransactionId,
                r.Date,
                r.Amount,
                r.Direction,
                r.Category,
                r.Merchant,
                r.Description,
                r.Reference,
                r.Text
            ))
            .ToListAsync(cancellation);
        var items = rows.Take(limit).ToList();
        return new Page<ImportRowView>(items, rows.Count > limit ? $"{items[^1].Line}" : null);
    }
}
