using Npgsql;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Reads;

/// <summary>Balances as of a date: totals up to it and the tail that is not folded yet, in one statement.</summary>
internal sealed class AccountBalances(NpgsqlDataSource database)
{
    private const string AsOf = $"""
        with h as materialized ({ExactRead.Head})
        select coalesce(sum(amount), 0) from (
            select amount from book_totals where book_id = $1 and date <= $2 and account_id = $3
            union all
            select amount from entries where {ExactRead.Tail} and date <= $2 and account_id = $3
        ) x
        """;

    /// <returns>The balance at the end of the day, in the account's currency.</returns>
    public async Task<decimal> AsOfAsync(Guid bookId, Guid accountId, DateOnly date, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(AsOf);
        command.Parameters.Add(Of(bookId));
        command.Parameters.Add(Of(date));
        command.Parameters.Add(Of(accountId));
        return (decimal)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
