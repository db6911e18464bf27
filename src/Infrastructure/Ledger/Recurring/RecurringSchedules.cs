using Npgsql;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Recurring;

/// <summary>The schedules of a book and what was, or will be, different from them.</summary>
public sealed class RecurringSchedules(NpgsqlDataSource database)
{
    private const string Schedules =
        $"{RecurringSql.Select} where book_id = $1 and deleted_seq is null and ($2::uuid is null or recurring_id = $2) order by recurring_id";

    private const string Changed = $"{RecurringSql.SelectOccurrences} where book_id = $1 and status in ('edited', 'skipped')";

    private const string Occurrences =
        $"{RecurringSql.SelectOccurrences} where book_id = $1 and recurring_id = $2 and occurrence between $3 and $4 order by occurrence";

    /// <summary>The live schedules, oldest first; or one.</summary>
    public async Task<IReadOnlyList<RecurringSchedule>> ReadAsync(Guid bookId, Guid? recurringId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ReadAsync(connection, bookId, recurringId, cancellation);
    }

    /// <summary>The same within the caller's snapshot.</summary>
    internal static Task<List<RecurringSchedule>> ReadAsync(
        NpgsqlConnection connection,
        Guid bookId,
        Guid? recurringId,
        CancellationToken cancellation
    ) => connection.ReadAsync(Command(Schedules, Parameter(bookId), Parameter(recurringId)), RecurringSql.Read, cancellation);

    /// <summary>What was to happen differently from the schedules of a book.</summary>
    internal static async Task<ILookup<Guid, RecurringOccurrence>> ChangedAsync(
        NpgsqlConnection connection,
        Guid bookId,
        CancellationToken cancellation
    ) =>
        (await connection.ReadAsync(Command(Changed, Parameter(bookId)), RecurringSql.ReadOccurrence, cancellation)).ToLookup(o =>
            o.RecurringId
        );

    /// <summary>What happened, or is to happen differently, of one schedule, by day.</summary>
    public async Task<IReadOnlyList<RecurringOccurrence>> OccurrencesAsync(
        RecurringSchedule of,
        DateRange range,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var command = Command(Occurrences, Parameter(of.BookId), Parameter(of.RecurringId), Parameter(range.Start), Parameter(range.End));
        return await connection.ReadAsync(command, RecurringSql.ReadOccurrence, cancellation);
    }
}
