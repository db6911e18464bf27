using Rupaya.Load.Driving;
using Rupaya.Load.World;
using Randomizer = Bogus.Randomizer;

namespace Rupaya.Load.Scenarios;

/// <summary>
/// A phone user's day: seven reads to three writes. The app opens with the dashboard and the wallet, asks whether they changed, lists and syncs;
/// one user in twenty has a heavy book.
/// </summary>
internal sealed class Days(Population population) : ICalls
{
    private readonly Randomizer _random = new(20261122);
    private readonly Creations _creations = new(population.People);
    private readonly Dictionary<(string Email, string Path), string> _etags = [];

    public Call Next(int user)
    {
        var isHeavy = population.Heavy.Count > 0 && user % 20 == 19;
        var person = isHeavy ? population.Heavy[user % population.Heavy.Count] : population.People[user % population.People.Count];
        return _random.Int(0, 99) switch
        {
            < 30 => _creations.For(person),
            < 55 => Conditional(person, Scenario.Dashboard),
            < 70 => Conditional(person, "/api/v1/wallet/summary"),
            < 75 => Conditional(person, "/api/v1/analytics/budget-progress"),
            < 90 => Call.Get("/api/v1/transactions?limit=50", person.Token),
            _ => Call.Get("/api/v1/sync?since=0&limit=100", person.Token),
        };
    }

    public void Answered(Call call, Reply reply)
    {
        if (call.Tag is ValueTuple<string, string> key && reply.Header("ETag") is { Length: > 0 } etag)
        {
            _etags[key] = etag;
        }
    }

    /// <summary>With what the phone has from before. Either answer is right: both are what it expects.</summary>
    private Call Conditional(Person person, string path)
    {
        var key = (person.Email, path);
        return _etags.TryGetValue(key, out var etag)
            ? new Call(Call.Request("GET", path, person.Token, null, $"If-None-Match: {etag}"), 200, key) { OrUnchanged = true }
            : new Call(Call.Request("GET", path, person.Token), 200, key);
    }
}
