using Rupaya.Load.Driving;
using Rupaya.Load.Scenarios;
using Rupaya.Load.World;

namespace Rupaya.Load.Ratios;

/// <summary>What is compared with what.</summary>
internal static class Contests
{
    private const int Readers = 8;
    private const int Writers = 16;

    // What a process does for the first time is compiled while it is measured: after so many seconds of load no longer.
    private const double WritesCompiled = 12;
    private const double ReadsCompiled = 15;
    private const double MostlyCompiled = 6;

    /// <summary>Creating transactions beside the same statements through pgbench.</summary>
    public static async Task<Contest> CreateAsync(Bench bench, Population people)
    {
        await PgbenchScripts.LoadBooksAsync(bench, people);
        return new Contest(
            "create",
            [
                Flushed(bench, bench.ClosedLoop("create", new Creations(people.People), Writers)),
                bench.Pgbench("pgbench", [PgbenchScripts.Create], Writers, people.People.Count),
            ],
            [new Ratio("create", "create", "pgbench"), new Ratio("create-p95", "create", "pgbench", IsOfP95: true)]
        );
    }

    /// <summary>The same while workers consume every event; they stand still while pgbench has its turn.</summary>
    public static async Task<Contest> CreateWhileConsumingAsync(Bench bench, Population people)
    {
        await PgbenchScripts.LoadBooksAsync(bench, people);
        var consumers = new Consumers(bench);
        var pgbench = bench.Pgbench("pgbench", [PgbenchScripts.Create], Writers, people.People.Count);
        return new Contest(
            "create while consuming",
            [
                bench.ClosedLoop("create", new Creations(people.People), Writers),
                pgbench with
                {
                    RunAsync = (seconds, stop) => consumers.AwayAsync(pgbench, seconds, stop),
                },
            ],
            [new Ratio("create-consuming", "create", "pgbench")]
        );
    }

    /// <summary>Creating transactions in a process that exports its traces beside one that does not, on the same database.</summary>
    public static async Task<Contest> TracingAsync(Bench bench, Population people)
    {
        await PgbenchScripts.LoadBooksAsync(bench, people);
        var creations = new Creations(people.People);
        return new Contest(
            "tracing",
            [
                Flushed(bench, bench.ClosedLoop("traced", creations, Writers, bench.Traced)),
                Flushed(bench, bench.ClosedLoop("untraced", creations, Writers)),
            ],
            [new Ratio("tracing", "traced", "untraced")]
        );
    }

    private static Arm Flushed(Bench bench, Arm arm) =>
        arm with
        {
            WarmUp = WritesCompiled,
            RunAsync = async (seconds, stop) =>
            {
                await bench.CheckpointAsync();
                return await arm.RunAsync(seconds, stop);
            },
        };

    /// <summary>Signing in with the right password beside nothing but the hash.</summary>
    public static Contest SignIn(Bench bench, Population people) =>
        new(
            "sign-in",
            [bench.ClosedLoop("sign-in", Scenario.Named("sign-in").Calls(people), Readers), Argon2Arm.Make()],
            [new Ratio("sign-in", "sign-in", "argon2id")]
        );

    /// <summary>A transaction, and a dashboard that has not changed since, beside an endpoint that makes one primary-key query.</summary>
    public static async Task<Contest> ReadsAsync(Bench bench, Population people)
    {
        var rows = await TransactionRows.ReadAsync(bench, people);
        return new Contest(
            "reads",
            [
                bench.ClosedLoop("GET one", rows, Readers) with
                {
                    WarmUp = ReadsCompiled,
                },
                bench.ClosedLoop("yardstick", rows.OfYardstick(), Readers, bench.Yardstick) with
                {
                    WarmUp = ReadsCompiled,
                },
                bench.ClosedLoop("dashboard 304", new Unchanged(people.People, _ => Scenario.Dashboard), Readers) with
                {
                    WarmUp = MostlyCompiled,
                },
            ],
            [new Ratio("get", "GET one", "yardstick"), new Ratio("dashboard-304", "dashboard 304", "yardstick")]
        );
    }

    /// <summary>A transaction that has not changed since, and a dashboard from the cache, beside the same endpoint.</summary>
    public static async Task<Contest> CachedAsync(Bench bench, Population people)
    {
        var rows = await TransactionRows.ReadAsync(bench, people);
        var dashboards = new Repeated(i => Call.Get(Scenario.Dashboard, people.People[i % people.People.Count].Token));
        return new Contest(
            "cached",
            [
                bench.ClosedLoop("dashboard cached", dashboards, Readers) with
                {
                    WarmUp = ReadsCompiled,
                },
                bench.ClosedLoop("yardstick", rows.OfYardstick(), Readers, bench.Yardstick) with
                {
                    WarmUp = ReadsCompiled,
                },
                bench.ClosedLoop("GET one 304", new Unchanged(people.People, rows.PathOf), Readers) with
                {
                    WarmUp = MostlyCompiled,
                },
                bench.ClosedLoop("bare", new Repeated(_ => Call.Get(ReadYardstick.Bare, null)), Readers, bench.Yardstick) with
                {
                    WarmUp = MostlyCompiled,
                },
            ],
            [
                new Ratio("dashboard-cached", "dashboard cached", "yardstick"),
                new Ratio("get-304", "GET one 304", "yardstick"),
                // What the query costs the yardstick itself: for information.
                new Ratio("yardstick-to-bare", "yardstick", "bare"),
            ]
        );
    }

    /// <summary>Dashboards that no cache has: of a large and a small book.</summary>
    public static Contest Dashboards(Bench bench, Population people) =>
        new(
            "dashboards",
            [
                bench.ClosedLoop("large", new ColdDashboards([people.Largest]), Readers) with
                {
                    WarmUp = MostlyCompiled,
                },
                bench.ClosedLoop("small", new ColdDashboards([people.Smallest]), Readers),
            ],
            [new Ratio("dashboard-large-p95", "large", "small", IsOfP95: true)]
        );

    /// <summary>Dashboards that no cache has beside the same statement through pgbench.</summary>
    public static async Task<Contest> DashboardsToSqlAsync(Bench bench, Population people) =>
        new(
            "dashboard SQL",
            [
                bench.ClosedLoop("large", new ColdDashboards([people.Largest]), Readers),
                bench.Pgbench("same SQL", await PgbenchScripts.DashboardsAsync(people.Largest), Readers),
            ],
            [new Ratio("dashboard-to-sql", "large", "same SQL")]
        );

    /// <summary>A page deep in a large book beside its first.</summary>
    public static async Task<Contest> PagesAsync(Bench bench, Population people, int page)
    {
        var person = people.Largest;
        var size = Pages.SizeFor(person, page);
        var (first, deep) = (Pages.First(size), await Pages.AroundAsync(bench.Api, person, page, size));
        var turn = 0;
        return new Contest(
            "pages",
            [
                bench.ClosedLoop("deep page", new Repeated(_ => Call.Get(deep[turn++ % deep.Count], person.Token)), 2),
                bench.ClosedLoop("page 1", new Repeated(_ => Call.Get(first, person.Token)), 2),
            ],
            [new Ratio("page-deep-p95", "deep page", "page 1", IsOfP95: true)]
        );
    }

    /// <summary>A statement through the API beside <c>\copy</c> of the same rows into the same table.</summary>
    public static Contest Imports(Bench bench, int rows)
    {
        var statements = new ImportArm(bench, rows);
        return new Contest(
            "import",
            [new Arm("import", statements.ImportAsync), new Arm("copy", statements.CopyAsync)],
            [new Ratio("import", "import", "copy")]
        );
    }
}
