using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Rupaya.Load.World;

namespace Rupaya.Load.Ratios;

/// <summary>Each round imports into a new book, and copies the rows that came of it into another.</summary>
internal sealed class ImportArm(Bench bench, int rows)
{
    private const string Columns =
        "book_id, transaction_id, account_id, category_id, flow, direction, amount, currency, date, description, merchant, tags, status, "
        + "refunded_amount, import_identity, version, created_at, updated_at";

    private readonly Lazy<string> _csv = new(() => Statement.Csv(rows, 20261120, Day.Today));
    private Guid _imported;

    public async Task<Block> ImportAsync(double _, CancellationToken stop)
    {
        using var client = await Clients.SignedUpAsync(bench.Api);
        var account = await Clients.OpenAccountAsync(client);
        var csv = _csv.Value;
        await Bench.ExecuteAsync(bench.Admin, "checkpoint");
        var start = Stopwatch.GetTimestamp();
        await Clients.ImportAsync(client, account, csv);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _imported = account;
        await ShouldBeThereAsync(account);
        // What follows from it is not to be done while the other arm has its turn.
        await Population.ConsumedAsync(bench.Owner, stop);
        return new Block(rows / seconds, 0);
    }

    public async Task<Block> CopyAsync(double _, CancellationToken stop)
    {
        using var client = await Clients.SignedUpAsync(bench.Api);
        var account = await Clients.OpenAccountAsync(client);
        var file = Path.Combine(Path.GetTempPath(), $"rupaya-copy-{Environment.ProcessId}.tsv");
        try
        {
            var select = string.Create(
                CultureInfo.InvariantCulture,
                $"select a.book_id, gen_random_uuid(), a.account_id, n.category_id, t.flow, t.direction, t.amount, t.currency, t.date, t.description, t.merchant, t.tags, t.status, 0, t.import_identity, t.version, t.created_at, t.updated_at from transactions t join categories c using (book_id, category_id) join accounts a on a.account_id = '{account}' join categories n on n.book_id = a.book_id and n.name = c.name and n.kind = c.kind where t.book_id = (select book_id from accounts where account_id = '{_imported}') and t.account_id = '{_imported}' and t.import_identity is not null order by t.version"
            );
            await CopyAsync($"\\copy ({select}) to '{file}'");
            await Bench.ExecuteAsync(bench.Admin, "checkpoint");
            var start = Stopwatch.GetTimestamp();
            await CopyAsync($"\\copy transactions ({Columns}) from '{file}'");
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await ShouldBeThereAsync(account);
            return new Block(rows / seconds, 0);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task ShouldBeThereAsync(Guid account)
    {
        await using var command = bench.Owner.CreateCommand(
            "select count(*) from transactions where book_id = (select book_id from accounts where account_id = $1) and account_id = $1"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account });
        var there = (long)(await command.ExecuteScalarAsync())!;
        if (there != rows)
        {
            throw new InvalidOperationException($"{there} of {rows} rows are there.");
        }
    }

    private static Task<string> CopyAsync(string command) => Bench.RunAsync("psql", ["-qAt", "-v", "ON_ERROR_STOP=1", "-c", command]);
}
