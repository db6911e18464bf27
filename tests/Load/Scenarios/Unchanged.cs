using Rupaya.Load.Driving;
using Rupaya.Load.World;

namespace Rupaya.Load.Scenarios;

/// <summary>Asks whether what a user has is still current; the first time a user asks for it as it is.</summary>
internal sealed class Unchanged(IReadOnlyList<Person> people, Func<Person, string> path) : ICalls
{
    private readonly Dictionary<int, string> _etags = [];

    public Call Next(int user)
    {
        var person = user % people.Count;
        return _etags.TryGetValue(person, out var etag)
            ? new Call(Call.Request("GET", path(people[person]), people[person].Token, null, $"If-None-Match: {etag}"), 304)
            : new Call(Call.Request("GET", path(people[person]), people[person].Token), 200, person);
    }

    public void Answered(Call call, Reply reply)
    {
        if (call.Tag is int person && reply.Status == 200)
        {
            _etags[person] = reply.Header("ETag");
        }
    }
}
