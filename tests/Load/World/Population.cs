using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Rupaya.Support;

namespace Rupaya.Load.World;

/// <summary>Everybody who loads the product, and how their books are made: kept in a file, so that several runs use the same.</summary>
internal sealed record Population(IReadOnlyList<Person> People, IReadOnlyList<Person> Heavy)
{
    private const int RowsOfAnImport = 50_000;
    private const int SmallBook = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The largest book.</summary>
    [JsonIgnore]
    public Person Largest => Heavy.MaxBy(p => p.Rows) ?? throw new InvalidOperationException("Nobody has a large book.");

    /// <summary>The smallest of the books that were made to be compared.</summary>
    [JsonIgnore]
    public Person Smallest => Heavy.MinBy(p => p.Rows) ?? throw new InvalidOperationException("Nobody has a large book.");

    /// <summary>Makes users with small books, and large books of the given sizes; waits until they are projected.</summary>
    public static async Task<Population> MakeAsync(
        Uri url,
        int users,
        IReadOnlyList<int> sizes,
        NpgsqlDataSource database,
        Action<string> tell
    )
    {
        var (people, heavy) = (new Person[users], new List<Person>());
        await Parallel.ForAsync(
            0,
            users,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) => people[i] = await MakeAsync(url, SmallBook, 1_000 + i)
        );
        tell($"{users} users with {SmallBook} transactions each");
        foreach (var rows in sizes)
        {
            heavy.Add(await MakeAsync(url, rows, rows));
            tell($"a book of {rows} transactions");
        }
        await ConsumedAsync(database);
        return new Population(people, heavy);
    }

    public Task SaveAsync(string file) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(this));

    /// <summary>The same people with sessions of this process.</summary>
    /// <param name="file">Where <see cref="SaveAsync"/> put them.</param>
    /// <param name="url">Of the product.</param>
    /// <param name="signsIn">Who of them does; null for everybody.</param>
    public static async Task<Population> LoadAsync(string file, Uri url, Func<Population, Person>? signsIn = null)
    {
        var population =
            JsonSerializer.Deserialize<Population>(await File.ReadAllTextAsync(file))
            ?? throw new InvalidOperationException("Nobody is there.");
        await Parallel.ForEachAsync(
            signsIn is null ? population.People.Concat(population.Heavy) : [signsIn(population)],
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (person, _) =>
            {
                using var client = Clients.Client(url);
                Take(person, await client.SignInAsync(email: person.Email));
            }
        );
        return population;
    }

    /// <summary>New tokens for everybody, before those of a long run are too old.</summary>
    public async Task RefreshAsync(Uri url)
    {
        using var client = Clients.Client(url);
        foreach (var person in People.Concat(Heavy))
        {
            Take(person, await client.RefreshAsync(person.RefreshToken));
        }
    }

    private static async Task<Person> MakeAsync(Uri url, int rows, int seed)
    {
        using var client = await Clients.SignedUpAsync(url);
        var accounts = new List<Guid> { await Clients.OpenAccountAsync(client) };
        if (rows > RowsOfAnImport)
        {
            accounts.Add(await Clients.OpenAccountAsync(client));
            accounts.Add(await Clients.OpenAccountAsync(client));
        }
        var today = Day.Today;
        for (var (left, part) = (rows, 0); left > 0; left -= RowsOfAnImport, part++)
        {
            var csv = Statement.Csv(Math.Min(left, RowsOfAnImport), seed + part, today);
            await Clients.ImportAsync(client, accounts[part % accounts.Count], csv);
        }
        var book = await client.DefaultBookAsync();
        return new Person(client.Email, book, accounts[0], await client.CategoryAsync("Dining"), rows);
    }

    /// <summary>Waits until no event waits in the outbox and every projection is up to date.</summary>
    /// <exception cref="TimeoutException">They were not within ten minutes: somebody does not consume.</exception>
    public static async Task ConsumedAsync(NpgsqlDataSource database, CancellationToken stop = default)
    {
        await using var command = database.CreateCommand(
            "select (select count(*) from outbox) + (select count(*) from projection_heads p join books b using (book_id) where p.applied_seq < b.seq)"
        );
        for (var start = Stopwatch.GetTimestamp(); (long)(await command.ExecuteScalarAsync(stop))! > 0; )
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Events or projections are still behind after {Patience.TotalMinutes} minutes.");
            }
            await Task.Delay(200, stop);
        }
    }

    private static void Take(Person person, Reply reply)
    {
        var session = reply.Ok();
        person.Token = session.GetProperty("accessToken").GetString()!;
        person.RefreshToken = session.GetProperty("refreshToken").GetString()!;
    }
}
