using Npgsql;
using Rupaya.Domain.Rates;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures.Rates;

/// <summary>Keeps a provider's rates for all books.</summary>
public sealed class ProviderRates(NpgsqlDataSource database)
{
    private const string Store = """
        insert into provider_rates as p (base, quote, date, rate) select * from unnest($1, $2, $3, $4)
        on conflict (base, quote, date) do update set rate = excluded.rate where p.rate <> excluded.rate
        """;

    /// <summary>Takes over a file of the European Central Bank's format, all of it or nothing.</summary>
    /// <returns>How many rates it has, and how many of them were new or corrected.</returns>
    /// <exception cref="FormatException">A line does not fit.</exception>
    public async Task<(int Read, int Stored)> StoreFileAsync(byte[] file, CancellationToken cancellation)
    {
        var quotes = EcbRateFile.Parse(file);
        return (quotes.Count, await StoreAsync(quotes, cancellation));
    }

    /// <summary>Stores what is new or corrected, all or nothing; returns how many that were. Answers that rest on rates are void then.</summary>
    public async Task<int> StoreAsync(IReadOnlyList<RateQuote> quotes, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        var store = Command(
            Store,
            Column(quotes, q => q.Base),
            Column(quotes, q => q.Counter),
            Column(quotes, q => q.Date),
            Column(quotes, q => q.Rate)
        );
        batch.BatchCommands.Add(store);
        await batch.ExecuteNonQueryAsync(cancellation);
        if (store.RecordsAffected > 0)
        {
            await connection.ScalarAsync(Command("update provider_rates_version set version = version + 1"), cancellation);
        }
        await transaction.CommitAsync(CancellationToken.None);
        return (int)store.RecordsAffected;
    }
}
