using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on <c>transactions</c> and <c>transaction_splits</c>.</summary>
public static class TransactionSql
{
    private const string Columns =
        "book_id, transaction_id, account_id, category_id, flow, direction, amount, currency, date, description, merchant, tags, status, "
        + "transfer_id, refund_of, refunded_amount, version, created_at, updated_at";

    /// <summary>The parts of <c>t</c>, of the book <c>$1</c>, as JSON; null, and not looked for, where there can be none.</summary>
    private const string Splits = """
        case when t.category_id is null and t.flow <> 'transfer' then (
            select json_agg(json_build_object('categoryId', s.category_id, 'amount', s.amount, 'description', s.description) order by s.line)
              from transaction_splits s where s.book_id = $1 and s.transaction_id = t.transaction_id) end
        """;

    /// <summary>What <see cref="Read(NpgsqlDataReader)"/> reads, of a row <c>t</c> of transactions of the book <c>$1</c>.</summary>
    public const string Row = $"{Plain}, {Splits}";

    /// <summary>
    /// <see cref="Row"/> of a transaction that is not split. A statement for one row spends a tenth of its time on getting ready to read parts,
    /// which hardly any has.
    /// </summary>
    public const string Unsplit = $"{Plain}, null";

    private const string Plain = """
        t.book_id, t.transaction_id, t.account_id, t.category_id, t.flow, t.direction, t.amount, t.currency, t.date, t.description, t.merchant,
        t.tags, t.status, t.transfer_id, t.refund_of, t.refunded_amount, t.reconciled_seq, t.import_identity, t.version, t.created_at,
        t.updated_at, t.deleted_seq, t.reference
        """;

    /// <summary>How many columns <see cref="Row"/> has.</summary>
    internal const int RowColumns = 24;

    /// <summary>
    /// Joins the row <c>t</c> of the id that the text before it calls <c>k.id</c>, by primary key and nothing else. A plain join leaves the planner
    /// a choice, and for a book that has just grown by a large import it would choose from what it knew of it before: to scan it for each id.
    /// </summary>
    public const string ByKey =
        "cross join lateral (select * from transactions t where t.book_id = $1 and t.transaction_id = k.id offset 0) t";

    internal const string Select = $"select {Row} from transactions t";

    /// <summary>A row <c>t</c> as <c>changes.before</c> keeps it: the JSON of <see cref="Transaction"/>, for statements that change many.</summary>
    internal const string State = $"""
        jsonb_build_object('bookId', t.book_id, 'transactionId', t.transaction_id, 'accountId', t.account_id, 'categoryId', t.category_id,
            'flow', t.flow, 'direction', t.direction, 'amount', t.amount, 'currency', t.currency, 'date', t.date, 'description', t.description,
            'merchant', t.merchant, 'tags', t.tags, 'status', t.status, 'transferId', t.transfer_id, 'refundOf', t.refund_of,
            'refundedAmount', t.refunded_amount, 'reconciledSeq', t.reconciled_seq, 'importIdentity', t.import_identity, 'reference', t.reference, 'version', t.version,
            'createdAt', t.created_at, 'updatedAt', t.updated_at, 'deletedSeq', t.deleted_seq, 'splits', coalesce({Splits}, '[]'))
        """;

    private const string InsertText =
        $"insert into transactions ({Columns}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,0,$16,$17,$18)";

    private const string InsertManyText = $"""
        insert into transactions ({Columns})
        select $1, x.id, x.account_id, x.category_id, x.flow, x.direction, x.amount, x.currency, x.date, x.description, x.merchant, x.tags::text[],
               x.status, x.transfer_id, x.refund_of, 0, x.version, $2, $2
          from unnest($3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)
            as x(id, account_id, category_id, flow, direction, amount, currency, date, description, merchant, tags, status, transfer_id, refund_of, version)
        """;

    internal static NpgsqlBatchCommand Insert(Transaction t) =>
        Command(
            InsertText,
            [
                .. Shared(t),
                Parameter(t.TransferId),
                Parameter(t.RefundOf),
                Parameter(t.Version),
                Parameter(t.CreatedAt),
                Parameter(t.UpdatedAt),
            ]
        );

    /// <summary>New rows of one commit, in one statement.</summary>
    internal static NpgsqlBatchCommand InsertMany(IReadOnlyList<Transaction> rows) =>
        Command(
            InsertManyText,
            Parameter(rows[0].BookId),
            Parameter(rows[0].CreatedAt),
            Column(rows, t => t.TransactionId),
            Column(rows, t => t.AccountId),
            Column(rows, t => t.CategoryId),
            Column(rows, t => t.Flow.Name()),
            Column(rows, t => t.Direction.Name()),
            Column(rows, t => t.Amount),
            Column(rows, t => t.Currency),
            Column(rows, t => t.Date),
            Column(rows, t => t.Description),
            Column(rows, t => t.Merchant),
            Column(rows, t => TextArray(t.Tags)),
            Column(rows, t => t.Status),
            Column(rows, t => t.TransferId),
            Column(rows, t => t.RefundOf),
            Column(rows, t => t.Version)
        );

    internal static NpgsqlBatchCommand Update(Transaction t) =>
        Command(
            "update transactions set account_id=$3, category_id=$4, flow=$5, direction=$6, amount=$7, currency=$8, date=$9, description=$10, "
                + "merchant=$11, tags=$12, status=$13, refunded_amount=$14, reconciled_seq=$15, version=$16, updated_at=$17, deleted_seq=$18 "
                + "where book_id=$1 and transaction_id=$2",
            [
                .. Shared(t),
                Parameter(t.RefundedAmount),
                Parameter(t.ReconciledSeq),
                Parameter(t.Version),
                Parameter(t.UpdatedAt),
                Parameter(t.DeletedSeq),
            ]
        );

    /// <summary>A changed row, its parts anew where they changed.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> Replace(Transaction before, Transaction after)
    {
        yield return Update(after);
        if (before.Splits.SequenceEqual(after.Splits))
        {
            yield break;
        }
        yield return DeleteSplits(before);
        if (after.Splits.Count > 0)
        {
            yield return InsertSplits([after]);
        }
    }

    internal static NpgsqlBatchCommand InsertSplits(IReadOnlyList<Transaction> rows)
    {
        var parts = rows.SelectMany(t => t.Splits.Select((s, line) => (t.TransactionId, Line: line, Part: s))).ToList();
        return Command(
            "insert into transaction_splits (book_id, transaction_id, line, category_id, amount, description) "
                + "select $1, x.* from unnest($2,$3,$4,$5,$6) as x",
            Parameter(rows[0].BookId),
            Column(parts, p => p.TransactionId),
            Column(parts, p => p.Line),
            Column(parts, p => p.Part.CategoryId),
            Column(parts, p => p.Part.Amount),
            Column(parts, p => p.Part.Description)
        );
    }

    internal static NpgsqlBatchCommand DeleteSplits(Transaction t) =>
        Command(
            "delete from transaction_splits where book_id = $1 and transaction_id = $2",
            Parameter(t.BookId),
            Parameter(t.TransactionId)
        );

    /// <summary>The parameters $1 to $13 of both statements.</summary>
    private static NpgsqlParameter[] Shared(Transaction t) =>
        [
            Parameter(t.BookId),
            Parameter(t.TransactionId),
            Parameter(t.AccountId),
            Parameter(t.CategoryId),
            Parameter(t.Flow.Name()),
            Parameter(t.Direction.Name()),
            Parameter(t.Amount),
            Parameter(t.Currency),
            Parameter(t.Date),
            Parameter(t.Description),
            Parameter(t.Merchant),
            Parameter(t.Tags),
            Parameter(t.Status),
        ];

    /// <summary>The transaction that starts at the first column.</summary>
    public static Transaction Read(NpgsqlDataReader r) => Read(r, 0);

    /// <summary>True when <see cref="Unsplit"/> may have left out parts, so that <see cref="Row"/> must be read.</summary>
    public static bool MayBeSplit(NpgsqlDataReader r, int i) => r.IsDBNull(i + 3) && r.GetString(i + 4) != "transfer";

    /// <param name="r">On a row that has the columns of <see cref="Row"/>.</param>
    /// <param name="i">Where they start.</param>
    public static Transaction Read(NpgsqlDataReader r, int i) =>
        new()
        {
            BookId = r.GetGuid(i),
            TransactionId = r.GetGuid(i + 1),
            AccountId = r.GetGuid(i + 2),
            CategoryId = r.IsDBNull(i + 3) ? null : r.GetGuid(i + 3),
            Flow = Flows.Parse(r.GetString(i + 4)),
            Direction = Directions.Parse(r.GetString(i + 5)),
            Amount = r.GetDecimal(i + 6),
            Currency = r.GetString(i + 7),
            Date = r.GetFieldValue<DateOnly>(i + 8),
            Description = r.IsDBNull(i + 9) ? null : r.GetString(i + 9),
            Merchant = r.IsDBNull(i + 10) ? null : r.GetString(i + 10),
            Tags = r.GetFieldValue<string[]>(i + 11),
            Status = r.GetString(i + 12),
            TransferId = r.IsDBNull(i + 13) ? null : r.GetGuid(i + 13),
            RefundOf = r.IsDBNull(i + 14) ? null : r.GetGuid(i + 14),
            RefundedAmount = r.GetDecimal(i + 15),
            ReconciledSeq = r.IsDBNull(i + 16) ? null : r.GetInt64(i + 16),
            ImportIdentity = r.IsDBNull(i + 17) ? null : r.GetGuid(i + 17),
            Version = r.GetInt64(i + 18),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(i + 19),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(i + 20),
            DeletedSeq = r.IsDBNull(i + 21) ? null : r.GetInt64(i + 21),
            Reference = r.IsDBNull(i + 22) ? null : r.GetString(i + 22),
            Splits = r.IsDBNull(i + 23) ? [] : JsonSerializer.Deserialize<Split[]>(r.GetString(i + 23), Json.Options)!,
        };

    /// <summary>An array as PostgreSQL writes one, for rows whose arrays differ in length.</summary>
    private static string TextArray(string[] values) =>
        $"{{{string.Join(',', values.Select(v => $"\"{v.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}}}";
}
