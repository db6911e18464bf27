using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Ledger;

/// <summary>What <c>rupaya verify</c> finds: each check is shown to fail when what it is about is broken.</summary>
public sealed class VerifyTests
{
    private static readonly Dictionary<string, string> Damage = new(StringComparer.Ordinal)
    {
        ["balance = sum of entries"] = "update accounts set current_balance = current_balance + 0.01 where type = 'checking'",
        ["no posting is later than its account knows"] = "update accounts set last_date = '2001-01-01' where type = 'checking'",
        ["entries = current transactions"] = "update transactions set amount = amount + 1 where flow = 'income'",
        ["totals = entries that were folded"] = "update book_totals set n = n + 1 where flow = 'income'",
        ["flows are the totals of days and months"] = "update book_flows set amount = amount + 0.01 where unit = 'month'",
        ["changes without gaps"] = "delete from changes where seq = 3",
        ["versions are changes"] = "update categories set version = version + 1 where name = 'Dining'",
        ["entries belong to changes"] = "update changes set subject_id = gen_random_uuid() where kind = 'account'",
        ["entries belong to transactions"] =
            "delete from transactions t where flow = 'income' and not exists (select 1 from recurring_occurrences o where o.transaction_id = t.transaction_id)",
        ["staged rows belong to imports"] =
            "insert into import_rows (book_id, import_id, line, verdict) select book_id, gen_random_uuid(), 1, 'imported' from books limit 1",
        ["splits sum to the amount"] = "update transaction_splits set amount = amount + 0.01 where line = 0",
        ["transfers have two legs"] = "update transactions set date = date + 1 where flow = 'transfer' and direction = 'in'",
        ["refunds add up"] = "update transactions set refunded_amount = 1 where refunded_amount > 0",
        ["refunds are in the category of what was paid"] = "update transactions set category_id = null where refund_of is not null",
        ["search knows the texts"] = "update search_documents set words = '{other}'",
        ["currencies are the accounts'"] = "update transactions set currency = 'EUR' where flow = 'income'",
        ["live rows point to live rows"] = "update categories set deleted_seq = 1 where name = 'Dining'",
        ["projections are not ahead"] = "update projection_heads set applied_seq = applied_seq + 1000 where projection = 'search'",
        ["foreign keys are enforced"] =
            "alter table entries drop constraint entries_book_id_account_id_fkey, add constraint entries_book_id_account_id_fkey "
            + "foreign key (book_id, account_id) references accounts (book_id, account_id) not valid",
        ["the outbox is young"] =
            "insert into outbox (message_id, contract, body, created_at) values (gen_random_uuid(), 'x', '{}', now() - interval '1 hour')",
    };

    [Fact]
    public async Task Every_check_holds_for_a_book_with_everything_and_fails_when_it_is_broken()
    {
        LedgerChecks.OfAll.Select(c => c.Name).ShouldBe(Damage.Keys, ignoreOrder: true);
        await using var database = await TestDatabase.CreateAsync();
        await using (var host = await TestHost.StartAsync("all", database.App))
        {
            await FullBook.FillAsync(host.Client());
            await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from search_documents") > 0);
        }
        await Consistency.ShouldHoldAsync(database);
        foreach (var (check, sql) in Damage)
        {
            await using var connection = await database.Owner.OpenConnectionAsync();
            await using var damaged = await connection.BeginTransactionAsync();
            await using (var command = new Npgsql.NpgsqlCommand(sql, connection))
            {
                (await command.ExecuteNonQueryAsync()).ShouldNotBe(0, check);
            }
            var found = await LedgerVerifier.VerifyAsync(connection, bookId: null, done: null, CancellationToken.None);
            found.Select(d => d.Check).ShouldContain(check);
            await damaged.RollbackAsync();
        }
        await Consistency.ShouldHoldAsync(database);
    }
}
