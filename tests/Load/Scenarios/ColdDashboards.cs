using System.Globalization;
using Rupaya.Load.Driving;
using Rupaya.Load.World;
using Randomizer = Bogus.Randomizer;

namespace Rupaya.Load.Scenarios;

/// <summary>Dashboards of a month or two somewhere in ten years, hardly ever the same twice: no cache has them.</summary>
internal sealed class ColdDashboards(IReadOnlyList<Person> people) : ICalls
{
    private readonly Randomizer _random = new(20261121);
    private readonly DateOnly _today = Day.Today;

    public Call Next(int user)
    {
        var start = _today.AddDays(-_random.Int(60, 3600));
        var end = start.AddDays(_random.Int(27, 33));
        var range = string.Create(CultureInfo.InvariantCulture, $"startDate={start:yyyy-MM-dd}&endDate={end:yyyy-MM-dd}");
        return Call.Get($"/api/v1/analytics/dashboard?{range}", people[user % people.Count].Token);
    }
}
