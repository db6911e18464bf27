using System.Globalization;
using Npgsql;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Figures;
using Rupaya.Load.World;

namespace Rupaya.Load.Ratios;

/// <summary>The product's statements as pgbench runs them.</summary>
internal static class PgbenchScripts
{
    private const int Ranges = 20;

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

    /// <summary>The dashboard's own statement over ranges such as the API is asked for: a script for each, of which pgbench picks one each time.</summary>
    public static async Task<IReadOnlyList<string>> DashboardsAsync(Person person)
    {
        var random = new Bogus.Randomizer(20261121);
        var files = new List<string>();
        for (var i = 0; i < Ranges; i++)
        {
            var start = Day.Today.AddDays(-random.Int(60, 3600));
            var query = new SumQuery(SumShape.Categories, new DateRange(start, start.AddDays(random.Int(27, 33))));
            files.Add(Path.Combine(Path.GetTempPath(), $"rupaya-dashboard-{Environment.ProcessId}-{i}.sql"));
            await File.WriteAllTextAsync(files[^1], $"{Literal(query, person).ReplaceLineEndings(" ")};\n");
        }
        return files;
    }

    /// <summary>The statement with its parameters in place; the longer numbers first.</summary>
    private static string Literal(SumQuery query, Person person)
    {
        var pieces = query.Pieces();
        string[] values =
        [
            $"'{person.BookId}'::uuid",
            Of(query.Range.Start),
            Of(query.Range.End),
            "'INR'",
            "array[]::date[]",
            "array[]::date[]",
            Array(pieces.Select(p => p.Piece.IsMonths ? "'month'" : "'day'")),
            Array(pieces.Select(p => Of(p.Piece.Start))),
            Array(pieces.Select(p => Of(p.Piece.End))),
            Array(pieces.Select(p => $"{p.Piece.Sign}")),
            Array(pieces.Select(p => $"{p.Part}")),
        ];
        var text = query.Shape.Text;
        for (var i = values.Length; i > 0; i--)
        {
            text = text.Replace($"${i}", values[i - 1], StringComparison.Ordinal);
        }
        return text;
    }

    private static string Of(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"date '{day:yyyy-MM-dd}'");

    private static string Array(IEnumerable<string> values) => $"array[{string.Join(',', values)}]";
}
