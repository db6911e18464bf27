using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Persistence.Entities;
using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Transactions.ListTransactions;

internal sealed record TransactionPage(IReadOnlyList<TransactionView> Items, Cursor? Next);

internal sealed class ListTransactionsHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;
    private const int MaxWords = 10;
    private const string Escape = @"\";

    public async Task<Result<TransactionPage>> HandleAsync(ListTransactionsRequest request, Caller caller, CancellationToken cancellation)
    {
        var cursor = Cursor.Parse(request.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var limit = request.Limit ?? DefaultLimit;
        var page = await WithNames(Filter(request, head.Value.BookId, cursor.Value))
            .Skip(request.Offset ?? 0)
            .Take(limit + 1)
            .ToListAsync(cancellation);
        var items = page.Take(limit).Select(p => TransactionView.From(p.Transaction, p.AccountName, p.CategoryName)).ToList();
        var next = page.Count > limit ? new Cursor(items[^1].TransactionDate, items[^1].TransactionId) : null;
        return new TransactionPage(items, next);
    }

    private IQueryable<Transaction> Filter(ListTransactionsRequest r, Guid bookId, Cursor? after)
    {
        var rows = context.Transactions.Where(t => t.BookId == bookId && t.DeletedSeq == null);
        rows = r.AccountId is null ? rows : rows.Where(t => t.AccountId == r.AccountId);
        rows = r.CategoryId is null ? rows : rows.Where(t => t.CategoryId == r.CategoryId);
        rows = r.Type is null ? rows : rows.Where(t => t.Flow == r.Type);
        rows = r.Status is null ? rows : rows.Where(t => t.Status == r.Status);
        rows = r.StartDate is null ? rows : rows.Where(t => t.Date >= r.StartDate.Value.Day);
        rows = r.EndDate is null ? rows : rows.Where(t => t.Date <= r.EndDate.Value.Day);
        rows = r.MinAmount is null ? rows : rows.Where(t => t.Amount >= r.MinAmount);
        rows = r.MaxAmount is null ? rows : rows.Where(t => t.Amount <= r.MaxAmount);
        rows = r.Tag is null ? rows : rows.Where(t => t.Tags.Contains(r.Tag));
        foreach (var word in (r.Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords))
        {
            var pattern = $"%{word.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
            rows = rows.Where(t =>
                EF.Functions.ILike(t.Description ?? "", pattern, Escape) || EF.Functions.ILike(t.Merchant ?? "", pattern, Escape)
            );
        }
        return after is null
            ? rows
            : rows.Where(t => EF.Functions.LessThan(ValueTuple.Create(t.Date, t.TransactionId), ValueTuple.Create(after.Date, after.Id)));
    }

    private IQueryable<Named> WithNames(IQueryable<Transaction> rows) =>
        from t in rows
        join a in context.Accounts on new { t.BookId, t.AccountId } equals new { a.BookId, a.AccountId }
        from c in context.Categories.Where(c => c.BookId == t.BookId && c.CategoryId == t.CategoryId).DefaultIfEmpty()
        orderby t.Date descending, t.TransactionId descending
        select new Named
        {
            Transaction = t,
            AccountName = a.Name,
            CategoryName = c == null ? null : c.Name,
        };

    private sealed class Named
    {
        public required Transaction Transaction { get; init; }
        public required string AccountName { get; init; }
        public required string? CategoryName { get; init; }
    }
}
