using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Load.Driving;
using Rupaya.Load.Gates;
using Rupaya.Load.Ratios;
using Rupaya.Load.Scenarios;
using Rupaya.Load.World;

namespace Rupaya.Load.Commands;

/// <summary>Figures of the largest book that are no ratios: how fast it is shown uncached, rebuilt and exported.</summary>
internal static class FiguresCommand
{
    private const int Readers = 8;
    private const int Rounds = 3;
    private const int Tail = 1000;

    public static async Task RunAsync(double seconds, CancellationToken stop)
    {
        await using var bench = new Bench();
        var person = await bench.LargestAsync();
        // First, while nothing else has filled the process's memory.
        await ExportAsync(bench, person, stop);
        await DashboardAsync(bench, person, seconds, stop);
        await RebuildAsync(bench, person, stop);
    }

    /// <summary>Uncached, all projected; then with a tail of a thousand entries, which the role that is measured does not fold.</summary>
    private static async Task DashboardAsync(Bench bench, Person person, double seconds, CancellationToken stop)
    {
        var dashboards = bench.ClosedLoop("dashboard", new ColdDashboards([person]), Readers);
        // Until the product is compiled as well as it will be.
        await MedianAsync(async () => (await dashboards.RunAsync(seconds, stop)).Rate, stop);
        var folded = await MedianAsync(async () => (await dashboards.RunAsync(seconds, stop)).Rate, stop);
        await Parts.TellAsync(new Figure("dashboard-large-rate", folded, "/s"));
        using var client = Clients.Client(bench.Api, person.Token);
        var items = Enumerable
            .Range(0, Tail)
            .Select(i => new
            {
                accountId = person.AccountId,
                amount = 1 + i,
                type = "expense",
                categoryId = person.CategoryId,
                // As a phone's last weeks: in the range of some of the dashboards.
                date = Day.Today.AddDays(-(i % 3600)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            });
        (await client.PostAsync("transactions/bulk?atomic=true", new { items })).Ok();
        var tailed = await MedianAsync(async () => (await dashboards.RunAsync(seconds, stop)).Rate, stop);
        await Parts.TellAsync(new Figure("dashboard-tail", tailed / folded, "of the rate without a tail"));
    }

    private static async Task RebuildAsync(Bench bench, Person person, CancellationToken stop)
    {
        var (totals, search) = (new TotalsProjector(bench.Owner), new SearchProjector(bench.Owner));
        var rebuild = new ProjectionRebuild(bench.Owner, totals, search);
        var entries = await CountAsync(bench, person);
        var parts = new (string Name, Projector[] Projectors)[] { ("rebuild-totals", [totals]), ("rebuild", [totals, search]) };
        foreach (var (name, projectors) in parts)
        {
            var rate = await MedianAsync(
                async () => entries / await SecondsAsync(() => rebuild.RebuildAsync(person.BookId, projectors, stop)),
                stop
            );
            await Parts.TellAsync(new Figure(name, rate, "entries/s, of a book that was right"));
        }
        foreach (var (name, projectors) in parts)
        {
            await EmptyAsync(bench, person, projectors.Contains(search));
            var seconds = await SecondsAsync(() => rebuild.RebuildAsync(person.BookId, projectors, stop));
            await Bench.ExecuteAsync(bench.Admin, "vacuum analyze book_totals, book_flows, search_documents, search_words");
            await Parts.TellAsync(new Figure($"{name}-emptied", entries / seconds, "entries/s, of nothing"));
        }
    }

    private static async Task EmptyAsync(Bench bench, Person person, bool search)
    {
        string[] tables = search ? ["book_totals", "book_flows", "search_documents", "search_words"] : ["book_totals", "book_flows"];
        foreach (var table in tables)
        {
            await using var delete = bench.Owner.CreateCommand($"delete from {table} where book_id = '{person.BookId}'");
            delete.CommandTimeout = 600;
            await delete.ExecuteNonQueryAsync();
        }
    }

    private static async Task ExportAsync(Bench bench, Person person, CancellationToken stop)
    {
        foreach (var format in new[] { "csv", "json" })
        {
            var rate = await MedianAsync(async () => person.Rows / await SecondsAsync(() => DownloadAsync(bench, person, format)), stop);
            await Parts.TellAsync(new Figure(format == "csv" ? "export-rows" : $"export-rows-{format}", rate, $"rows/s as {format}"));
        }
        var peak = ServerMemory.ResidentMegabytes(Bench.Setting("LOAD_PROCESS"), "VmHWM");
        await Parts.TellAsync(new Figure("export-peak-mb", peak, "MB, the process' peak since it started"));
    }

    private static async Task DownloadAsync(Bench bench, Person person, string format)
    {
        using var http = new HttpClient { BaseAddress = bench.Api, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        await using var stream = await http.GetStreamAsync(new Uri($"/api/v1/analytics/export?format={format}", UriKind.Relative));
        await stream.CopyToAsync(Stream.Null);
    }

    private static async Task<double> CountAsync(Bench bench, Person person)
    {
        await using var command = bench.Owner.CreateCommand($"select count(*) from entries where book_id = '{person.BookId}'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <exception cref="OperationCanceledException">Interrupted: what was cut short is no figure.</exception>
    private static async Task<double> MedianAsync(Func<Task<double>> measure, CancellationToken stop)
    {
        var values = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            values.Add(await measure());
            stop.ThrowIfCancellationRequested();
        }
        return values.Order().ElementAt(Rounds / 2);
    }
}
