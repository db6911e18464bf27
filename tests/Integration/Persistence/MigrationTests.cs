using System.Security.Cryptography;
using System.Text;
using Rupaya.Domain.Imports;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

/// <summary>What earlier releases left behind is what it should be after the migrations.</summary>
public sealed class MigrationTests
{
    private static readonly Guid Book = new(1, 0, 0, new byte[8]);
    private static readonly Guid Account = new(2, 0, 0, new byte[8]);
    private static readonly DateOnly Day = new(2026, 10, 1);

    // As releases before the direction belonged to it made it.
    private static Guid Earlier(string written, string? merchant, int occurrence) =>
        new(
            SHA256
                .HashData(Encoding.UTF8.GetBytes($"{Account:N}\ncontent\n2026-10-01\n{written}\n{merchant}\n\n{occurrence}"))
                .AsSpan(0, 16)
        );

    private static Guid ByReference(string reference) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{Account:N}\nreference\n{reference}")).AsSpan(0, 16));

    private static async Task SeedAsync(
        TestDatabase database,
        params (Guid Identity, string Direction, decimal Amount, string? Merchant)[] rows
    )
    {
        await database.RunAsync(
            $"""
            insert into books values ('{Book}', 'B', 'INR', 'Asia/Kolkata', 1, 'none', 1, {rows.Length}, 0, 0, now());
            insert into accounts values ('{Book}', '{Account}', 'A', 'checking', 'INR', 0, null, 0, 0, false, 1, 1, now(), now());
            insert into imports values ('{Book}', '{Book}', '{Account}', '{Book}', 'f', 1, null, 'completed', 100, 9, 9, 0, 0, null, now(), now());
            insert into projection_heads values ('{Book}', 'search', 0), ('{Book}', 'totals', 0);
            """
        );
        for (var i = 0; i < rows.Length; i++)
        {
            var (identity, direction, amount, merchant) = rows[i];
            var (id, flow) = (Guid.CreateVersion7(), direction == "in" ? "income" : "expense");
            var text = merchant is null ? "null" : $"'{merchant}'";
            await database.RunAsync(
                $"""
                insert into transactions (book_id, transaction_id, account_id, flow, direction, amount, currency, date, merchant, tags, status, refunded_amount,
                                          import_identity, version, created_at, updated_at)
                values ('{Book}', '{id}', '{Account}', '{flow}', '{direction}', {amount}, 'INR', '2026-10-01', {text}, '{"{}"}', 'cleared', 0, '{identity}', {i
                    + 1}, now(), now());
                insert into import_rows (book_id, import_id, line, verdict, transaction_id, identity, date, amount, flow, direction, merchant)
                values ('{Book}', '{Book}', {i
                    + 2}, 'imported', '{id}', '{identity}', '2026-10-01', {amount}, '{flow}', '{direction}', {text});
                """
            );
        }
    }

    private static Task<Guid[]> IdentitiesAsync(TestDatabase database, string direction) =>
        database.ScalarAsync<Guid[]>(
            $"select coalesce(array_agg(import_identity), '{"{}"}') from transactions where direction = $1",
            direction
        );

    private static List<Guid> Now(params (decimal Amount, string? Merchant)[] rows)
    {
        var file = new RowIdentity(Account);
        return [.. rows.Select(r => file.Of(new StatementRow(2, Day, r.Amount, null, null, r.Merchant, null, null), r.Amount).Identity)];
    }

    [Fact]
    public async Task Rows_that_were_imported_before_the_direction_counted_stay_known()
    {
        await using var database = await TestDatabase.MigratedToAsync("20261127_LeanJournal");
        await SeedAsync(
            database,
            (Earlier("450", "Shop", 1), "out", 450, "Shop"),
            (Earlier("450", "Shop", 2), "in", 450, "Shop"),
            (Earlier("450", "Shop", 3), "out", 450, "Shop"),
            // The same expense once more, from a file with signs.
            (Earlier("-450", "Shop", 1), "out", 450.00m, "Shop"),
            (Earlier("12.5", null, 1), "in", 12.50m, null),
            (Earlier("-7", "Kiosk", 1), "out", 7, "Kiosk"),
            (ByReference("R1"), "out", 9, "Gym")
        );
        await database.MigrateAsync();
        (await IdentitiesAsync(database, "out")).ShouldBe(
            [.. Now((-450, "Shop"), (-450, "Shop"), (-450, "Shop"), (-7, "Kiosk")), ByReference("R1")],
            ignoreOrder: true
        );
        (await IdentitiesAsync(database, "in")).ShouldBe(Now((450, "Shop"), (12.5m, null)), ignoreOrder: true);
        (
            await database.ScalarAsync<bool>(
                "select bool_and(r.identity = t.import_identity) from import_rows r join transactions t using (transaction_id)"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task Categories_that_become_equal_are_told_apart_by_a_number_and_the_change_is_in_the_history()
    {
        await using var database = await TestDatabase.MigratedToAsync("20261128_Statements");
        await SeedAsync(database);
        string[] names = ["ΟΔΟΣ", "οδος", "Food", "Food\u00A0", "food \u200B(2)", "Rent"];
        for (var i = 0; i < names.Length; i++)
        {
            await database.RunAsync(
                $"""
                update books set seq = seq + 1;
                insert into categories values ('{Book}', '{Guid.CreateVersion7()}', '{names[i]}', 'expense', null, null, null, false, {i
                    + 1}, now() + interval '{i} s', now());
                insert into changes (book_id, seq, at, actor_id, kind, subject_id, op)
                select book_id, version, now(), book_id, 'category', category_id, 'create' from categories where version = {i + 1};
                """
            );
        }
        await database.MigrateAsync();
        (await database.ScalarAsync<string[]>("select array_agg(name order by created_at) from categories")).ShouldBe([
            "ΟΔΟΣ",
            "οδος (2)",
            "Food",
            "Food\u00A0 (3)",
            "food \u200B(2)",
            "Rent",
        ]);
        (await database.ScalarAsync<long>("select seq from books")).ShouldBe(8);
        (
            await database.ScalarAsync<string[]>("select array_agg(before ->> 'name' order by seq) from changes where op = 'update'")
        ).ShouldBe(["οδος", "Food\u00A0"], ignoreOrder: true);
    }
}
