using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Imports.GetImport;

internal sealed class GetImportHandler(BookHeads heads, RupayaDbContext context)
{
    private const int MaxProblems = 200;

    public async Task<Result<Reply<ImportView>>> HandleAsync(Guid importId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var bookId = head.Value.BookId;
        var import = await context
            .Imports.Where(i => i.BookId == bookId && i.ImportId == importId && i.Status != "uploading")
            .FirstOrDefaultAsync(cancellation);
        if (import is null)
        {
            return Error.NotFound("Import");
        }
        var problems = await context
            .ImportRows.Where(r => r.BookId == bookId && r.ImportId == importId && (r.Verdict == "rejected" || r.Verdict == "failed"))
            .OrderBy(r => r.Line)
            .Take(MaxProblems)
            .Select(r => new ImportProblem(r.Line, r.Field, r.Code, r.Message))
            .ToListAsync(cancellation);
        return Reply.Ok<ImportView>(ImportView.From(import, problems));
    }
}
