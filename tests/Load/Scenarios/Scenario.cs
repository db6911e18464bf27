using Rupaya.Load.Driving;
using Rupaya.Load.World;
using Rupaya.Support;

namespace Rupaya.Load.Scenarios;

/// <summary>What users do, over and over.</summary>
/// <param name="Name">What it is asked for by, and targets are named after.</param>
/// <param name="Think">Seconds between two calls of one user.</param>
/// <param name="Calls">Makes the calls of a population.</param>
internal sealed record Scenario(string Name, double Think, Func<Population, ICalls> Calls)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("health", 1, _ => new Repeated(_ => Call.Get("/health/ready", null))),
        // People sign in rarely, and each time costs a memory-hard hash.
        new("sign-in", 20, p => new Repeated(i => SignIn(p.People[i % p.People.Count]))),
        new("create", 1, p => new Creations(p.People)),
        new("list", 1, p => new Repeated(i => Call.Get("/api/v1/transactions?limit=50", p.People[i % p.People.Count].Token))),
        new("dashboard-cold", 1, p => new ColdDashboards(p.People)),
        new("dashboard-cached", 1, p => new Repeated(i => Call.Get(Dashboard, p.People[i % p.People.Count].Token))),
        new("dashboard-304", 1, p => new Unchanged(p.People, _ => Dashboard)),
        new("wallet-summary", 1, p => new Repeated(i => Call.Get("/api/v1/wallet/summary", p.People[i % p.People.Count].Token))),
        new("sync", 1, p => new Repeated(i => Call.Get("/api/v1/sync?since=0&limit=200", p.People[i % p.People.Count].Token))),
        new("import", 60, p => new Imports(p.People)),
        new("admin", 5, p => new Repeated(_ => Call.Get("/api/v1/admin/users?limit=50", p.People[0].Token))),
        new("mixed", 1, p => new Days(p)),
    ];

    /// <exception cref="InvalidOperationException">There is none: the known ones are listed.</exception>
    public static Scenario Named(string name) =>
        All.FirstOrDefault(s => s.Name == name)
        ?? throw new InvalidOperationException($"There is no scenario {name}. Known: {string.Join(", ", All.Select(s => s.Name))}.");

    public const string Dashboard = "/api/v1/analytics/dashboard?period=month";

    private static Call SignIn(Person person) =>
        new(
            Call.Request(
                "POST",
                "/api/v1/auth/signin",
                null,
                $$"""{"email":"{{person.Email}}","password":"{{Client.Password}}","deviceId":"load"}"""
            ),
            200
        );
}

/// <summary>The same for each user, whatever came before.</summary>
internal sealed class Repeated(Func<int, Call> call) : ICalls
{
    public Call Next(int user) => call(user);
}
