using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Ledger.Model;

/// <summary>
/// Random programs of up to a hundred operations over several accounts, currencies and members. After each step: balances are the sum of their
/// entries, totals and tail are what the current transactions come to, the numbers have no gap, a client that syncs has what the server has, and the
/// history of what was touched leads from state to state to the current row.
/// </summary>
public abstract class ModelTests(Product product, int seed)
{
    private static readonly int Programs = Depth.Of(30, nightly: 300);

    private static readonly string Wrong = $"""
        with h as materialized ({ExactRead.Head}),
        folded as (
            select date, account_id, category_id, currency, flow, amount, n from book_totals where book_id = $1
            union all
            select date, account_id, category_id, currency, flow, amount, sign from entries where {ExactRead.Tail})
        select (select count(*) from accounts a where a.book_id = $1
                   and a.current_balance <> (select coalesce(sum(e.amount), 0) from entries e where e.book_id = $1 and e.account_id = a.account_id)),
               (select count(*) from (select date, account_id, category_id, currency, flow, sum(amount) as amount, sum(n) as n from folded group by 1, 2, 3, 4, 5) f
                  full join (select date, account_id, category_id, currency, flow, sum(amount) as amount, count(*) as n
                               from ({LedgerChecks.StandingOfBook}) x group by 1, 2, 3, 4, 5) s using (date, account_id, category_id, currency, flow)
                 where coalesce(f.amount, 0) <> coalesce(s.amount, 0) or coalesce(f.n, 0) <> coalesce(s.n, 0)),
               (select b.seq - (select count(*) from changes c where c.book_id = $1) from books b where b.book_id = $1),
               (select string_agg(transaction_id || ' ' || version, ',' order by transaction_id) from transactions where book_id = $1 and deleted_seq is null),
               (select string_agg(account_id || ' ' || current_balance::float8, ',' order by account_id) from accounts where book_id = $1 and deleted_seq is null)
        """;

    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);

    [Fact]
    public async Task After_each_step_of_a_random_program_everything_agrees()
    {
        foreach (var one in Depth.Seeds(seed))
        {
            await SearchAsync(one);
        }
        await product.ShouldBeConsistentAsync();
    }

    private async Task SearchAsync(int one)
    {
        var (owner, member, books) = (await product.SignedUpAsync(), await product.SignedUpAsync(), 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {one}, {Programs} programs");
        Prop.ForAll(
                Step.Programs.ToArbitrary(),
                program =>
                    Task.Run(async () =>
                        {
                            // Nobody may own more than fifty books.
                            owner = ++books % 40 == 0 ? await product.SignedUpAsync() : owner;
                            await RunAsync(owner, member, program);
                        })
                        .GetAwaiter()
                        .GetResult()
            )
            .Check(Config.QuickThrowOnFailure.WithReplay((ulong)one, (ulong)one | 1UL).WithMaxTest(Programs));
    }

    private async Task RunAsync(Client owner, Client member, Step[] steps)
    {
        owner.BookId = member.BookId = null;
        var book = (await owner.PostAsync("books", new { name = "Model" })).Ok().GetProperty("bookId").GetGuid();
        await product.Database.RunAsync($"insert into book_members values ('{book}', '{member.UserId}', 'editor', now())");
        owner.BookId = member.BookId = book.ToString();
        var program = new LedgerProgram(owner, member, book, product.Host.Get<TotalsProjector>(), product.Host.Get<SearchProjector>());
        await program.StartAsync();
        _states.Clear();
        for (var i = 0; i < steps.Length; i++)
        {
            var touched = await program.DoAsync(steps[i]);
            await program.Phone.CatchUpAsync(limit: 1 + (steps[i].C % 9));
            Remember(program.Phone);
            await CheckAsync(book, program.Phone, $"after step {i} of {steps.Length}: {steps[i]}");
            if (touched is not null)
            {
                await CheckHistoryAsync(owner, program.Phone, touched.Value, steps[i]);
            }
        }
        (await Consistency.VerifyAsync(product.Database, book)).ShouldBeEmpty();
        var fresh = new Replica(owner);
        await fresh.CatchUpAsync();
        program.Phone.State.ShouldBe(fresh.State);
    }

    /// <summary>Every state a transaction was seen in, by its version.</summary>
    private void Remember(Replica phone)
    {
        foreach (var row in phone.Transactions)
        {
            _states[$"{row.GetProperty("transactionId").GetGuid()} {row.GetProperty("version").GetInt64()}"] = row.GetRawText();
        }
    }

    private async Task CheckAsync(Guid book, Replica phone, string when)
    {
        await using var command = product.Database.Owner.CreateCommand(Wrong);
        command.Parameters.Add(new NpgsqlParameter { Value = book });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        reader.GetInt64(0).ShouldBe(0, $"balances that are not the sum of their entries, {when}");
        reader.GetInt64(1).ShouldBe(0, $"totals and tail that are not what the transactions come to, {when}");
        reader.GetInt64(2).ShouldBe(0, $"numbers without change, {when}");
        var here = phone.Transactions.Select(t => $"{t.GetProperty("transactionId").GetGuid()} {t.GetProperty("version").GetInt64()}");
        string.Join(',', here.Order(StringComparer.Ordinal))
            .ShouldBe(reader.IsDBNull(3) ? "" : reader.GetString(3), $"the client's transactions, {when}");
        var balances = phone
            .Rows("account")
            .Select(a => $"{a.GetProperty("accountId").GetGuid()} {a.GetProperty("currentBalance").GetDecimal()}");
        string.Join(',', balances.Order(StringComparer.Ordinal)).ShouldBe(reader.GetString(4), $"the client's balances, {when}");
    }

    private async Task CheckHistoryAsync(Client client, Replica phone, Guid id, Step step)
    {
        var history = (await client.GetAsync($"transactions/{id}/history")).Ok().EnumerateArray().ToList();
        history[0].GetProperty("op").GetString().ShouldBe("create");
        for (var i = 1; i < history.Count; i++)
        {
            var (before, version) = (history[i].GetProperty("before"), history[i - 1].GetProperty("seq").GetInt64());
            before.GetProperty("version").GetInt64().ShouldBe(version, $"{step}");
            // A state that two changes of one commit passed through was never seen.
            if (_states.TryGetValue($"{id} {version}", out var seen))
            {
                JsonElement.DeepEquals(before, JsonElement.Parse(seen)).ShouldBeTrue($"{step}: {before.GetRawText()} was {seen}");
            }
        }
        var now = phone.Transactions.FirstOrDefault(t => t.GetProperty("transactionId").GetGuid() == id);
        var isGone = now.ValueKind == JsonValueKind.Undefined;
        (history[^1].GetProperty("op").GetString() == "delete").ShouldBe(isGone, $"{step}");
        if (!isGone)
        {
            now.GetProperty("version").GetInt64().ShouldBe(history[^1].GetProperty("seq").GetInt64(), $"{step}");
        }
    }
}

[TakesLong]
public sealed class FirstModelTests(Product product) : ModelTests(product, 20261122), IClassFixture<Product>;

[TakesLong]
public sealed class SecondModelTests(Product product) : ModelTests(product, 20261123), IClassFixture<Product>;
