using System.Globalization;
using Npgsql;
using Rupaya.Infrastructure.Reads;
using Rupaya.Load.World;

namespace Rupaya.Load.Ratios;

/// <summary>The product's statements as pgbench runs them.</summary>
internal static class PgbenchScripts
{
    /// <summary>Creating a transaction, one statement after the other.</summary>
    public static string Create => Path.Combine(AppContext.BaseDirectory, "Ratios", "create.pgbench.sql");

    /// <summary>The table that the script takes its books from.</summary>
    public static async Task LoadBooksAsync(Bench bench, Population population)
    {
        await Bench.ExecuteAsync(
            bench.Owner,
            """
            drop table if exists load_books;
            create table load_books (n int primary key, book_id uuid, account_id uuid, category_id uuid, user_id uuid, session_id uuid);
            grant select on load_books to rupaya_app;
            """
        );
        await using var command = bench.Owner.CreateCommand(
            """
            insert into load_books
            select row_number() over (order by p.email), u.default_book_id, p.account_id, p.category_id, u.user_id, s.session_id
              from unnest($1, $2, $3) as p(email, account_id, category_id) join users u on u.email = p.email
              join lateral (select session_id from sessions where user_id = u.user_id and revoked_at is null order by session_id desc limit 1) s on true
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. population.People.Select(p => p.Email)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. population.People.Select(p => p.AccountId)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. population.People.Select(p => p.CategoryId)] });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The dashboard's own statement over the same ranges that the API is asked for.</summary>
    public static async Task<string> DashboardAsync(Person person)
    {
        var today = Day.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = SumShape
            .Categories.Text.Replace("$1", $"'{person.BookId}'::uuid", StringComparison.Ordinal)
            .Replace("$2", $"(date '{today}' - :back::int)", StringComparison.Ordinal)
            .Replace("$3", $"(date '{today}' - :back::int + :days::int)", StringComparison.Ordinal)
            .Replace("$4", "'INR'", StringComparison.Ordinal)
            .Replace("$5", "array[]::date[]", StringComparison.Ordinal)
            .Replace("$6", "array[]::date[]", StringComparison.Ordinal);
        var file = Path.Combine(Path.GetTempPath(), $"rupaya-dashboard-{Environment.ProcessId}.sql");
        await File.WriteAllTextAsync(file, $"\\set back random(60, 3600)\n\\set days random(27, 33)\n{text.ReplaceLineEndings(" ")};\n");
        return file;
    }
}
