using System.Data;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Verification;

/// <param name="Check">What does not hold.</param>
/// <param name="BookId">Null where it is about no book.</param>
/// <param name="Detail">One sentence.</param>
public sealed record Difference(string Check, Guid? BookId, string Detail);

/// <summary>Holds the books against their journal, in one snapshot: it may run while everything goes on.</summary>
public sealed class LedgerVerifier(NpgsqlDataSource database)
{
    /// <param name="bookId">Null for all books.</param>
    /// <param name="done">Told after each check.</param>
    /// <param name="cancellation">Ends the verification.</param>
    public async Task<IReadOnlyList<Difference>> VerifyAsync(Guid? bookId, Action<string, int>? done, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        return await VerifyAsync(connection, bookId, done, cancellation);
    }

    /// <summary>The same in a transaction that is open.</summary>
    internal static async Task<IReadOnlyList<Difference>> VerifyAsync(
        NpgsqlConnection connection,
        Guid? bookId,
        Action<string, int>? done,
        CancellationToken cancellation
    )
    {
        await connection.ScalarAsync(UseCustomPlans(), cancellation);
        var differences = new List<Difference>();
        foreach (var check in bookId is null ? LedgerChecks.OfAll : LedgerChecks.OfBook)
        {
            var found = await RunAsync(connection, check, bookId, cancellation);
            differences.AddRange(found);
            done?.Invoke(check.Name, found.Count);
        }
        return differences;
    }

    private static async Task<List<Difference>> RunAsync(
        NpgsqlConnection connection,
        LedgerCheck check,
        Guid? bookId,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 3600 };
        batch.BatchCommands.Add(bookId is { } book ? Command(check.Sql, Parameter(book)) : Command(check.Sql));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var found = new List<Difference>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new Difference(check.Name, reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.GetString(1)));
        }
        return found;
    }
}
