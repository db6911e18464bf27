using System.Globalization;
using Rupaya.Load.Driving;
using Rupaya.Load.World;
using Randomizer = Bogus.Randomizer;

namespace Rupaya.Load.Scenarios;

/// <summary>Transactions of random users, each with a key of its own.</summary>
internal sealed class Creations(IReadOnlyList<Person> people) : ICalls
{
    private static int _runs;

    private readonly Randomizer _random = new(20261120);
    private readonly string _run = $"{Environment.ProcessId}-{Interlocked.Increment(ref _runs)}-{Guid.CreateVersion7():N}";
    private readonly string _date = Day.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private int _count;

    public Call Next(int user) => For(people[_random.Int(0, people.Count - 1)]);

    public Call For(Person person)
    {
        var paise = _random.Int(100, 40_000);
        var body =
            $$"""{"accountId":"{{person.AccountId}}","amount":{{paise / 100}}.{{paise % 100:00}},"type":"expense","categoryId":"{{person.CategoryId}}","description":"lunch","merchant":"Cafe Madras","date":"{{_date}}"}""";
        return new Call(Call.Request("POST", "/api/v1/transactions", person.Token, body, $"Idempotency-Key: {_run}-{_count++}"), 201);
    }
}
