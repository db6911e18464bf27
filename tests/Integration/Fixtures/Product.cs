using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Postgres;

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

    /// <summary>What <c>rupaya verify</c> checks must hold.</summary>
    internal Task ShouldBeConsistentAsync() => Consistency.ShouldHoldAsync(Database);

    internal Task<IReadOnlyList<Difference>> VerifyAsync() => Consistency.VerifyAsync(Database);
}

/// <summary>What must hold of every book at any moment, before and after the projections have caught up.</summary>
internal static class Consistency
{
    public static async Task ShouldHoldAsync(TestDatabase database)
    {
        (await VerifyAsync(database)).ShouldBeEmpty();
        var (totals, search) = (new TotalsProjector(database.Owner), new SearchProjector(database.Owner));
        await using (var command = database.Owner.CreateCommand("select book_id from books"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                await totals.FoldAsync([reader.GetGuid(0)], CancellationToken.None);
                await search.FoldAsync([reader.GetGuid(0)], CancellationToken.None);
            }
        }
        (await VerifyAsync(database)).ShouldBeEmpty();
    }

    public static Task<IReadOnlyList<Difference>> VerifyAsync(TestDatabase database, Guid? bookId = null) =>
        new LedgerVerifier(database.Owner).VerifyAsync(bookId, done: null, CancellationToken.None);
}
