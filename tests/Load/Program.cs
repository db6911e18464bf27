using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Rupaya.Load;
using Rupaya.Load.Commands;
using Rupaya.Load.Gates;

// Small measuring tools for ./rupaya load; each prints one line of figures.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // What was measured so far is still written; the second time it ends at once.
    e.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
};
try
{
    return await RunAsync();
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
{
    await Console.Error.WriteLineAsync($"load: no server answers: {e.Message}");
    return 2;
}
catch (NpgsqlException e) when (e.InnerException is SocketException)
{
    await Console.Error.WriteLineAsync($"load: no database answers: {e.Message}");
    return 2;
}
catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
{
    await Console.Error.WriteLineAsync($"load: {e.Message}");
    return 2;
}

async Task<int> RunAsync()
{
    switch (args)
    {
        case ["check", var scenario, var profile]:
            RunCommand.Find(scenario, profile);
            return 0;
        case ["check-ratios", var names]:
            RatiosCommand.Check(names.Split(','));
            return 0;
        case ["check-targets", var targets]:
            Targets.Read(targets);
            return 0;
        case ["prepare", var users, var sizes]:
            await PrepareCommand
                .RunAsync(int.Parse(users), [.. sizes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)])
                .WaitAsync(interrupted.Token);
            return 0;
        case ["ratios", var names, var pairs, var seconds]:
            await RatiosCommand.RunAsync(names.Split(','), int.Parse(pairs), double.Parse(seconds), interrupted.Token);
            return 0;
        case ["run", var scenario, var profile]:
            await RunCommand.RunAsync(scenario, profile, interrupted.Token);
            return 0;
        case ["figures", var seconds]:
            await FiguresCommand.RunAsync(double.Parse(seconds), interrupted.Token);
            return 0;
        case ["figure", var name, var value, var unit]:
            await Parts.TellAsync(new Figure(name, double.Parse(value), unit));
            return 0;
        case ["report", var targets, var directory, var command]:
            return ReportCommand.Run(targets, directory, command);
        case ["lag", var name, var count]:
            await LagCommand.RunAsync(name, int.Parse(count), interrupted.Token);
            return 0;
        case ["backlog", var events]:
            await BacklogCommand.RunAsync(int.Parse(events), interrupted.Token);
            return 0;
        case ["verify"]:
            await VerificationCommand.RunAsync();
            return 0;
        case ["yardstick", var url]:
            await Rupaya.Load.Ratios.ReadYardstick.RunAsync(url);
            return 0;
        case ["collector", var url]:
            await Rupaya.Load.Ratios.Collector.RunAsync(url);
            return 0;
        case ["scrape", var url, var metrics]:
            await ScrapeCommand.RunAsync(new Uri(url), new Uri(metrics));
            return 0;
        case ["search", var url, var token, var requests]:
            using (var search = new SearchCommand(new Uri(url), token))
            {
                await search.RunAsync(int.Parse(requests));
            }
            return 0;
        case ["bulk", var clients, var rounds, var seconds]:
            await BulkCommand.RunAsync(int.Parse(clients), int.Parse(rounds), int.Parse(seconds));
            return 0;
        default:
            await Console.Error.WriteLineAsync(
                "prepare USERS SIZES | run SCENARIO PROFILE | ratios NAMES PAIRS SECONDS | figures SECONDS | lag NAME COUNT | backlog EVENTS | "
                    + "figure NAME VALUE UNIT | report TARGETS DIRECTORY COMMAND | check SCENARIO PROFILE | check-ratios NAMES | check-targets FILE | "
                    + "verify | yardstick URL | collector URL | scrape URL METRICS | search URL TOKEN REQUESTS | bulk CLIENTS ROUNDS SECONDS"
            );
            return 2;
    }
}
