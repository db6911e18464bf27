using Npgsql;
using Rupaya.Load.Driving;
using Rupaya.Load.Scenarios;
using Rupaya.Load.World;
using Randomizer = Bogus.Randomizer;

namespace Rupaya.Load.Ratios;

/// <summary>Single transactions of everybody, at random.</summary>
internal sealed class TransactionRows : ICalls
{
    private const int OfEach = 50;

    private readonly Randomizer _random = new(20261122);
    private readonly IReadOnlyList<Person> _people;
    private readonly ILookup<Guid, Guid> _ids;

    private TransactionRows(IReadOnlyList<Person> people, ILookup<Guid, Guid> ids)
    {
        _people = people;
        _ids = ids;
    }

    public static async Task<TransactionRows> ReadAsync(Bench bench, Population population)
    {
        await using var command = bench.Owner.CreateCommand(
            "select b.id, t.transaction_id from unnest($1) as b(id) cross join lateral "
                + "(select transaction_id from transactions where book_id = b.id and deleted_seq is null order by transaction_id limit $2) t"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. population.People.Select(p => p.BookId)] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = OfEach });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(Guid Book, Guid Id)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }
        return new TransactionRows(population.People, rows.ToLookup(r => r.Book, r => r.Id));
    }

    /// <summary>Always the same row of a person.</summary>
    public string PathOf(Person person) => $"/api/v1/transactions/{_ids[person.BookId].First()}";

    public Call Next(int user)
    {
        var (person, id) = Pick();
        return Call.Get($"/api/v1/transactions/{id}", person.Token);
    }

    /// <summary>The same rows with tokens for programs.</summary>
    public ICalls OfPrograms() =>
        new Repeated(_ =>
        {
            var (person, id) = Pick();
            return Call.Get($"/api/v1/transactions/{id}", person.Program);
        });

    /// <summary>The same rows from the endpoint that makes one query.</summary>
    public ICalls OfYardstick() =>
        new Repeated(_ =>
        {
            var (person, id) = Pick();
            return Call.Get($"/row/{person.BookId}/{id}", null);
        });

    private (Person Person, Guid Id) Pick()
    {
        var person = _people[_random.Int(0, _people.Count - 1)];
        return (person, _ids[person.BookId].ElementAt(_random.Int(0, OfEach - 1)));
    }
}
