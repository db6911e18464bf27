using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Integration.Fixtures;

/// <summary>The embedded product, everything in one process, on a database of its own; shared by the tests of a class.</summary>
public sealed class Product : IAsyncLifetime
{
    internal TestDatabase Database { get; private set; } = null!;
    internal TestHost Host { get; private set; } = null!;
    internal Mailbox Mail { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Host = await TestHost.StartAsync("all", Database.App, Mail.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        Mail.Dispose();
    }

    internal Client Client() => Host.Client();

    internal Task<Client> SignedUpAsync(string? currency = null, string? timeZone = null) => Client().SignUpAsync(currency, timeZone);

    /// <summary>An administrator, made as the command makes one.</summary>
    internal async Task<Client> AdminAsync()
    {
        var client = await SignedUpAsync();
        await Database.RunAsync($"update users set role = 'admin' where user_id = '{client.UserId}'");
        return client;
    }

    /// <summary>Another member of somebody's default book, invited and accepted through the API.</summary>
    internal async Task<Client> MemberAsync(Client owner, string role)
    {
        var (book, guest) = (await owner.DefaultBookAsync(), await SignedUpAsync());
        (await owner.PostAsync($"books/{book}/invitations", new { email = guest.Email, role })).Ok();
        var token = await Mail.TokenAsync(guest.Email, "invited");
        (await guest.PostAsync("books/invitations/accept", new { token })).Ok();
        guest.BookId = book.ToString();
        return guest;
    }

    /// <summary>The events about a user, in order.</summary>
    internal Task<string[]> AuditAsync(Guid userId) =>
        Database.ScalarAsync<string[]>("select coalesce(array_agg(event order by n), '{}') from audit_log where subject_id = $1", userId);

    /// <summary>The journal's own arithmetic: balances, totals and changes must agree with it.</summary>
    internal async Task ShouldBeConsistentAsync() => await Consistency.ShouldHoldAsync(Database, Host.Get<TotalsProjector>());
}

/// <summary>What must hold of every book at any moment, recomputed from the journal.</summary>
internal static class Consistency
{
    public static async Task ShouldHoldAsync(TestDatabase database, TotalsProjector projector)
    {
        (await database.ScalarAsync<long>(WrongBalances)).ShouldBe(0, "balances that are not the sum of their entries");
        (await database.ScalarAsync<long>(Gaps)).ShouldBe(0, "books whose changes have gaps");
        (await database.ScalarAsync<long>(WrongPostings)).ShouldBe(0, "transactions whose entries do not add up to them");
        await using var command = database.Owner.CreateCommand("select book_id from books");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            await projector.FoldAsync(reader.GetGuid(0), CancellationToken.None);
        }
        (await database.ScalarAsync<long>(WrongTotals)).ShouldBe(0, "totals that differ from the journal");
    }

    private const string WrongBalances = """
        select count(*) from accounts a
          left join (select book_id, account_id, sum(amount) as amount from entries group by 1, 2) e using (book_id, account_id)
         where a.current_balance <> coalesce(e.amount, 0)
        """;

    private const string Gaps = """
        select count(*) from books b join (select book_id, count(*) as n, max(seq) as last from changes group by 1) c using (book_id)
         where b.seq <> c.n or b.seq <> c.last
        """;

    private const string WrongPostings = """
        select count(*) from transactions t
          left join (select book_id, transaction_id, sum(amount) as amount from entries group by 1, 2) e using (book_id, transaction_id)
         where case when t.deleted_seq is not null then 0 when t.direction = 'in' then t.amount else -t.amount end <> coalesce(e.amount, 0)
        """;

    private const string WrongTotals = """
        select count(*) from (
            (select book_id, date, account_id, category_id, currency, flow, sum(amount) as amount, sum(sign) as n from entries group by 1, 2, 3, 4, 5, 6
             except select book_id, date, account_id, category_id, currency, flow, amount, n from book_totals)
            union all
            (select book_id, date, account_id, category_id, currency, flow, amount, n from book_totals
             except select book_id, date, account_id, category_id, currency, flow, sum(amount), sum(sign) from entries group by 1, 2, 3, 4, 5, 6)) x
        """;
}
