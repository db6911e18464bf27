using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Reads;

/// <summary>The schedules of a book and what was, or will be, different from them.</summary>
internal sealed class RecurringSchedules(NpgsqlDataSource database)
{
    /// <summary>The live schedules, oldest first; or one.</summary>
    public async Task<IReadOnlyList<Recurring>> ReadAsync(Guid bookId, Guid? recurringId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        const string Text = $"""
            {RecurringSql.Select} where book_id = $1 and deleted_seq is null and ($2::uuid is null or recurring_id = $2) order by recurring_id
            """;
        return await connection.ReadAsync(Command(Text, Of(bookId), Of(recurringId)), RecurringSql.Read, cancellation);
    }

    /// <summary>What happened, or is to happen, differently from the schedules, from a day on.</summary>
    public async Task<ILookup<Guid, RecurringOccurrence>> OccurrencesAsync(
        Guid bookId,
        Guid? recurringId,
        DateOnly since,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        const string Text = $"""
            {RecurringSql.SelectOccurrences} where book_id = $1 and ($2::uuid is null or recurring_id = $2) and occurrence >= $3
            """;
        var command = Command(Text, Of(bookId), Of(recurringId), Of(since));
        return (await connection.ReadAsync(command, RecurringSql.ReadOccurrence, cancellation)).ToLookup(o => o.RecurringId);
    }
}
