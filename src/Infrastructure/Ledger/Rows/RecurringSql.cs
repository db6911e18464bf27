using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Recurring;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on <c>recurring</c> and its occurrences.</summary>
public static class RecurringSql
{
    private const string Columns =
        "book_id, recurring_id, type, account_id, to_account_id, category_id, amount, to_amount, description, merchant, tags, frequency, "
        + "\"interval\", start_date, end_date, nth, weekend_rule, next_index, next_date, created_by, version, created_at, updated_at, "
        + "splits, max_count, paused_from, paused_until";

    /// <summary>Reads schedules; what is read starts with the columns of <see cref="Read"/>.</summary>
    public const string Select = $"select {Columns} from recurring";

    internal const string SelectOccurrences =
        "select book_id, recurring_id, occurrence, status, date, amount, description, reason, transaction_id from recurring_occurrences";

    /// <summary>The schedule of that id in a book whose head is held, or 404.</summary>
    public static async Task<Result<RecurringSchedule>> FindAsync(LockedBook book, Guid recurringId, CancellationToken cancellation)
    {
        var command = Command(
            $"{Select} where book_id = $1 and recurring_id = $2 and deleted_seq is null",
            Parameter(book.BookId),
            Parameter(recurringId)
        );
        return await book.ReadAsync(command, Read, cancellation) is [var found] ? found : Error.NotFound("Recurring");
    }

    /// <summary>The last of a schedule's days that was posted or failed; null for none.</summary>
    public static async Task<DateOnly?> LastPostedAsync(LockedBook book, Guid recurringId, CancellationToken cancellation)
    {
        const string Text =
            "select max(occurrence) from recurring_occurrences where book_id = $1 and recurring_id = $2 and status in ('posted', 'failed')";
        return await book.ScalarAsync(Command(Text, Parameter(book.BookId), Parameter(recurringId)), cancellation) as DateOnly?;
    }

    /// <summary>The live schedules that post into a category of a book whose head is held.</summary>
    public static Task<List<RecurringSchedule>> InCategoryAsync(LockedBook book, Guid categoryId, CancellationToken cancellation) =>
        book.ReadAsync(
            Command(
                $"{Select} where book_id = $1 and deleted_seq is null and (category_id = $2 or splits @> jsonb_build_array(jsonb_build_object('categoryId', $2)))",
                Parameter(book.BookId),
                Parameter(categoryId)
            ),
            Read,
            cancellation
        );

    /// <summary>What is to happen differently from the schedule, by day.</summary>
    public static async Task<Dictionary<DateOnly, RecurringOccurrence>> ChangedAsync(
        LockedBook book,
        Guid recurringId,
        CancellationToken cancellation
    )
    {
        var command = Command(
            $"{SelectOccurrences} where book_id = $1 and recurring_id = $2 and status in ('edited', 'skipped')",
            Parameter(book.BookId),
            Parameter(recurringId)
        );
        return (await book.ReadAsync(command, ReadOccurrence, cancellation)).ToDictionary(o => o.Occurrence);
    }

    /// <summary>Writes a new schedule.</summary>
    public static NpgsqlBatchCommand Insert(RecurringSchedule r) =>
        Command(
            $"insert into recurring ({Columns}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27)",
            [.. Shared(r), Parameter(r.CreatedBy), Parameter(r.Version), Parameter(r.CreatedAt), Parameter(r.UpdatedAt), .. More(r)]
        );

    /// <summary>Writes a schedule as it is now.</summary>
    public static NpgsqlBatchCommand Update(RecurringSchedule r) =>
        Command(
            "update recurring set type = $3, account_id = $4, to_account_id = $5, category_id = $6, amount = $7, to_amount = $8, description = $9, "
                + "merchant = $10, tags = $11, frequency = $12, \"interval\" = $13, start_date = $14, end_date = $15, nth = $16, weekend_rule = $17, "
                + "next_index = $18, next_date = $19, version = $20, updated_at = $21, deleted_seq = $22, "
                + "splits = $23, max_count = $24, paused_from = $25, paused_until = $26 where book_id = $1 and recurring_id = $2",
            [.. Shared(r), Parameter(r.Version), Parameter(r.UpdatedAt), Parameter(r.DeletedSeq), .. More(r)]
        );

    /// <summary>Goes on to the next occurrence: no change of the schedule itself.</summary>
    internal static NpgsqlBatchCommand Advance(RecurringSchedule r) =>
        Command(
            "update recurring set next_index = $3, next_date = $4 where book_id = $1 and recurring_id = $2",
            Parameter(r.BookId),
            Parameter(r.RecurringId),
            Parameter(r.NextIndex),
            Parameter(r.NextDate)
        );

    /// <summary>Keeps what was changed of a day, or what became of it. A day that is over already fails the commit: it would be posted twice.</summary>
    public static NpgsqlBatchCommand Write(RecurringOccurrence o) =>
        Command(
            "insert into recurring_occurrences (book_id, recurring_id, occurrence, status, date, amount, description, reason, transaction_id) "
                + "values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (book_id, recurring_id, occurrence) do update set status = "
                + "case when recurring_occurrences.status in ('edited', 'skipped') then excluded.status end, "
                + "date = excluded.date, amount = excluded.amount, description = excluded.description, reason = excluded.reason, "
                + "transaction_id = excluded.transaction_id",
            Parameter(o.BookId),
            Parameter(o.RecurringId),
            Parameter(o.Occurrence),
            Parameter(o.Status),
            Parameter(o.Date),
            Parameter(o.Amount),
            Parameter(o.Description),
            Parameter(o.Reason),
            Parameter(o.TransactionId)
        );

    /// <summary>Forgets what was changed of some days.</summary>
    public static NpgsqlBatchCommand Forget(RecurringSchedule r, IReadOnlyList<DateOnly> days) =>
        Command(
            "delete from recurring_occurrences where book_id = $1 and recurring_id = $2 and occurrence = any($3) and status in ('edited', 'skipped')",
            Parameter(r.BookId),
            Parameter(r.RecurringId),
            Column(days, d => d)
        );

    /// <summary>The parameters $1 to $19 of both statements.</summary>
    private static NpgsqlParameter[] Shared(RecurringSchedule r) =>
        [
            Parameter(r.BookId),
            Parameter(r.RecurringId),
            Parameter(r.Type.Name()),
            Parameter(r.AccountId),
            Parameter(r.ToAccountId),
            Parameter(r.CategoryId),
            Parameter(r.Amount),
            Parameter(r.ToAmount),
            Parameter(r.Description),
            Parameter(r.Merchant),
            Parameter(r.Tags),
            Parameter(r.Frequency),
            Parameter(r.Interval),
            Parameter(r.StartDate),
            Parameter(r.EndDate),
            Parameter(r.Nth),
            Parameter(r.WeekendRule),
            Parameter(r.NextIndex),
            Parameter(r.NextDate),
        ];

    /// <summary>The last four parameters of both statements.</summary>
    private static NpgsqlParameter[] More(RecurringSchedule r) =>
        [Jsonb(JsonSerializer.Serialize(r.Splits, Json.Options)), Parameter(r.MaxCount), Parameter(r.PausedFrom), Parameter(r.PausedUntil)];

    /// <summary>The schedule that starts at the first column.</summary>
    public static RecurringSchedule Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            RecurringId = r.GetGuid(1),
            Type = Flows.Parse(r.GetString(2)),
            AccountId = r.GetGuid(3),
            ToAccountId = r.IsDBNull(4) ? null : r.GetGuid(4),
            CategoryId = r.IsDBNull(5) ? null : r.GetGuid(5),
            Amount = r.GetDecimal(6),
            ToAmount = r.IsDBNull(7) ? null : r.GetDecimal(7),
            Description = r.IsDBNull(8) ? null : r.GetString(8),
            Merchant = r.IsDBNull(9) ? null : r.GetString(9),
            Tags = r.GetFieldValue<string[]>(10),
            Frequency = r.GetString(11),
            Interval = r.GetInt32(12),
            StartDate = r.GetFieldValue<DateOnly>(13),
            EndDate = r.IsDBNull(14) ? null : r.GetFieldValue<DateOnly>(14),
            Nth = r.IsDBNull(15) ? null : r.GetInt32(15),
            WeekendRule = r.GetString(16),
            NextIndex = r.GetInt32(17),
            NextDate = r.IsDBNull(18) ? null : r.GetFieldValue<DateOnly>(18),
            CreatedBy = r.GetGuid(19),
            Version = r.GetInt64(20),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(21),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(22),
            Splits = JsonSerializer.Deserialize<Split[]>(r.GetString(23), Json.Options)!,
            MaxCount = r.IsDBNull(24) ? null : r.GetInt32(24),
            PausedFrom = r.IsDBNull(25) ? null : r.GetFieldValue<DateOnly>(25),
            PausedUntil = r.IsDBNull(26) ? null : r.GetFieldValue<DateOnly>(26),
        };

    internal static RecurringOccurrence ReadOccurrence(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            RecurringId = r.GetGuid(1),
            Occurrence = r.GetFieldValue<DateOnly>(2),
            Status = r.GetString(3),
            Date = r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4),
            Amount = r.IsDBNull(5) ? null : r.GetDecimal(5),
            Description = r.IsDBNull(6) ? null : r.GetString(6),
            Reason = r.IsDBNull(7) ? null : r.GetString(7),
            TransactionId = r.IsDBNull(8) ? null : r.GetGuid(8),
        };
}
