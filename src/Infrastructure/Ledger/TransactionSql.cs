using Npgsql;
using Rupaya.Infrastructure.Persistence.Entities;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>The statements on <c>transactions</c>.</summary>
internal static class TransactionSql
{
    private const string Columns =
        "book_id, transaction_id, account_id, category_id, flow, direction, amount, currency, date, description, merchant, tags, status, "
        + "transfer_id, refund_of, refunded_amount, import_identity, version, created_at, updated_at";

    public const string Select = $"select {Columns} from transactions";

    public static NpgsqlBatchCommand Insert(Transaction t) =>
        Command(
            $"insert into transactions ({Columns}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,null,null,0,null,$14,$15,$16)",
            [.. Shared(t), Of(t.Version), Of(t.CreatedAt), Of(t.UpdatedAt)]
        );

    public static NpgsqlBatchCommand Update(Transaction t) =>
        Command(
            "update transactions set account_id=$3, category_id=$4, flow=$5, direction=$6, amount=$7, currency=$8, date=$9, description=$10, "
                + "merchant=$11, tags=$12, status=$13, version=$14, updated_at=$15, deleted_seq=$16 where book_id=$1 and transaction_id=$2",
            [.. Shared(t), Of(t.Version), Of(t.UpdatedAt), Of(t.DeletedSeq)]
        );

    /// <summary>The parameters $1 to $13 of both statements.</summary>
    private static NpgsqlParameter[] Shared(Transaction t) =>
        [
            Of(t.BookId),
            Of(t.TransactionId),
            Of(t.AccountId),
            Of(t.CategoryId),
            Of(t.Flow),
            Of(t.Direction),
            Of(t.Amount),
            Of(t.Currency),
            Of(t.Date),
            Of(t.Description),
            Of(t.Merchant),
            Of(t.Tags),
            Of(t.Status),
        ];

    public static Transaction Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            TransactionId = r.GetGuid(1),
            AccountId = r.GetGuid(2),
            CategoryId = r.IsDBNull(3) ? null : r.GetGuid(3),
            Flow = r.GetString(4),
            Direction = r.GetString(5),
            Amount = r.GetDecimal(6),
            Currency = r.GetString(7),
            Date = r.GetFieldValue<DateOnly>(8),
            Description = r.IsDBNull(9) ? null : r.GetString(9),
            Merchant = r.IsDBNull(10) ? null : r.GetString(10),
            Tags = r.GetFieldValue<string[]>(11),
            Status = r.GetString(12),
            TransferId = r.IsDBNull(13) ? null : r.GetGuid(13),
            RefundOf = r.IsDBNull(14) ? null : r.GetGuid(14),
            RefundedAmount = r.GetDecimal(15),
            ImportIdentity = r.IsDBNull(16) ? null : r.GetGuid(16),
            Version = r.GetInt64(17),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(18),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(19),
        };
}
