using System.Data;
using Npgsql;
using Rupaya.Infrastructure.Ledger;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Analytics.ExportTransactions;

internal sealed class ExportTransactionsHandler(BookHeads heads, TemporaryFiles spool, NpgsqlDataSource database)
{
    private const string Rows = """
        select t.transaction_id as "transactionId", t.date as "transactionDate", a.name as "accountName",
               case t.flow when 'refund' then 'income' else t.flow end as type, t.flow, t.direction, trim_scale(t.amount) as amount, t.currency,
               c.name as "categoryName", t.description, t.merchant, t.tags, t.status, t.account_id as "accountId", t.category_id as "categoryId",
               t.transfer_id as "transferId", t.refund_of as "refundOf", trim_scale(t.refunded_amount) as "refundedAmount", s.parts as splits,
               t.reference, a.type as "accountType", trim_scale(a.opening_balance) as "openingBalance", a.opening_date as "openingDate",
               t.import_identity as "importIdentity", t.created_at as "createdAt", t.updated_at as "updatedAt"
          from transactions t
          join accounts a on a.book_id = $1 and a.account_id = t.account_id
          left join categories c on c.book_id = $1 and c.category_id = t.category_id
          left join (
               select s.transaction_id, json_agg(
                          json_build_object('categoryId', s.category_id, 'category', k.name, 'amount', trim_scale(s.amount), 'description', s.description)
                          order by s.line) as parts
                 from transaction_splits s left join categories k on k.book_id = $1 and k.category_id = s.category_id
                where s.book_id = $1 group by s.transaction_id) s on s.transaction_id = t.transaction_id
         where t.book_id = $1 and t.deleted_seq is null and t.date between $2 and $3
         order by t.date, t.transaction_id
        """;

    public async Task<Result<StreamedAnswer>> HandleAsync(ExportTransactionsRequest request, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var isJson = request.Format == "json";
        var range = ((IRangeQuery)request).Requested;
        var query = Command(
            Rows,
            Parameter(head.Value.BookId),
            Parameter(range?.Start ?? DateOnly.MinValue),
            Parameter(range?.End ?? DateOnly.MaxValue)
        );
        var body = await spool.WriteAsync((file, c) => WriteAsync(query, isJson, file, c), cancellation);
        var name = $"rupaya-transactions-{head.Value.Today:yyyy-MM-dd}";
        return isJson
            ? new StreamedAnswer("application/json", $"{name}.json", body)
            : new StreamedAnswer("text/csv; charset=utf-8", $"{name}.csv", body);
    }

    private async Task WriteAsync(NpgsqlBatchCommand query, bool isJson, Stream file, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 600 };
        batch.BatchCommands.Add(query);
        await using var reader = await batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        await (isJson ? RowWriter.JsonAsync(reader, file, cancellation) : RowWriter.CsvAsync(reader, file, cancellation));
    }
}
