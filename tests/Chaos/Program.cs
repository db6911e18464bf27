using System.Globalization;
using Npgsql;
using Rupaya.Chaos;

// Breaks the product in every way of the catalogue while clients write, and holds what they were told against the ledger.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Plan plan;
try
{
    plan = Plan.Parse(args);
}
catch (Exception e) when (e is InvalidOperationException or FormatException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
var state = Environment.GetEnvironmentVariable("RUPAYA_STATE")!;
var servers = new ServerProcesses(Environment.GetEnvironmentVariable("ROOT")!, state);
await using var database = NpgsqlDataSource.Create(Servers.Postgres);
Console.WriteLine($"seed {plan.Seed}, {plan.Kills} kills of each component");
var table = new Table();
foreach (var rabbitMq in new[] { true, false }.Where(r => r ? plan.RabbitMq : plan.InProcess))
{
    using var history = new History(Path.Combine(state, $"history-{plan.Seed}-{(rabbitMq ? "rabbitmq" : "inprocess")}.log"));
    await new Campaign(plan, servers, database, history, table).RunAsync(rabbitMq);
}
table.WriteSummary();
return table.Failed == 0 ? 0 : 1;
