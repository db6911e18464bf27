using Npgsql;
using Rupaya.Domain.Imports;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.ImportStatement;

/// <summary>
/// Finds the staged rows that the book has already, deleted ones included. A row is known by its identity; where that rests on a bank's reference,
/// amount and direction must be the same and the date near, as they were imported, for banks give one number to several movements.
/// </summary>
internal sealed class KnownRows(NpgsqlConnection connection, PendingImport import, StagingCopy copy)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private const string Staged = "r.book_id = $1 and r.import_id = $2 and r.verdict = 'imported'";
    private const string Known = "verdict = 'duplicate', code = 'duplicate', message = 'Imported before.'";

    private static readonly string FitsNow = Fits("t");
    private static readonly string FitsAsImported = Fits("o");

    private const string AsImported =
        "import_rows o on o.book_id = $1 and o.transaction_id = t.transaction_id and o.verdict = 'imported' and o.import_id <> $2";

    private const string Free =
        "not exists (select 1 from import_rows d where d.book_id = $1 and d.import_id = $2 and d.verdict = 'duplicate' and d.transaction_id = t.transaction_id)";

    private const string HasImported = "select exists (select 1 from transactions where book_id = $1 and import_identity is not null)";

    private const string Reidentify = """
        update import_rows r set identity = x.identity, verdict = 'imported', field = null, code = null, message = null
          from unnest($3, $4) as x(line, identity) where r.book_id = $1 and r.import_id = $2 and r.line = x.line
        """;

    private static readonly string ByIdentity = $"""
        update import_rows r set {Known}, transaction_id = t.transaction_id from transactions t
         where {Staged} and t.book_id = $1 and t.import_identity = r.identity and (r.reference is null or r.line = any($3) or {FitsNow})
        """;

    // Somebody may have edited what was imported: then the earlier import tells what the bank said.
    private static readonly string ByReferenceAsImported = $"""
        update import_rows r set {Known}, transaction_id = t.transaction_id from transactions t join {AsImported}
         where {Staged} and t.book_id = $1 and t.import_identity = r.identity and {FitsAsImported}
        """;

    private const string OtherMovements = $"""
        select r.line, r.reference, r.date, case r.direction when 'in' then r.amount else -r.amount end
          from import_rows r join transactions t on t.book_id = $1 and t.import_identity = r.identity where {Staged} order by r.line
        """;

    private static readonly string ByReferenceAlone = $"""
        update import_rows r set {Known}, transaction_id = m.transaction_id from (
            select distinct on (t.transaction_id) r.line, t.transaction_id
              from unnest($3, $4) as x(line, reference) join import_rows r on r.line = x.line and {Staged}
              join transactions t on t.book_id = $1 and t.import_identity = x.reference
              left join {AsImported}
             where ({FitsNow} or {FitsAsImported}) and {Free} order by t.transaction_id, r.line) m
         where {Staged} and r.line = m.line
        """;

    // What could not be read stands for anything.
    private static readonly string Damaged = $"""
        update import_rows r set {Known}, transaction_id = m.transaction_id from (
            select distinct on (t.transaction_id) r.line, t.transaction_id
              from import_rows r join import_rows o on o.book_id = $1 and o.verdict = 'imported' and o.import_id <> $2
               and (o.date, o.amount, o.direction) = (r.date, r.amount, r.direction)
              join imports i on i.book_id = $1 and i.import_id = o.import_id and i.account_id = $3
              join transactions t on t.book_id = $1 and t.transaction_id = o.transaction_id
             where {Staged} and (i.is_damaged or $4) and {Free} and {IsDamaged} and {OneReference} and (
                   concat_ws(chr(10), r.merchant, r.description) like {Pattern("o")} or concat_ws(chr(10), o.merchant, o.description) like {Pattern(
            "r"
        )})
             order by t.transaction_id, r.line) m
         where {Staged} and r.line = m.line
        """;

    // Only a row of which something could not be read; references tell apart where both have one.
    private const string IsDamaged =
        "position(U&'\\FFFD' in concat_ws('', o.merchant, o.description, o.reference, r.merchant, r.description, r.reference)) > 0";

    private const string OneReference =
        "(r.reference is null or o.reference is null or r.reference = o.reference or position(U&'\\FFFD' in r.reference || o.reference) > 0)";

    private const string HasDamaged = "select exists (select 1 from imports where book_id = $1 and account_id = $2 and is_damaged)";

    /// <summary>Gives those rows their verdict.</summary>
    /// <param name="isDamaged">True when characters of the file could not be read.</param>
    /// <param name="cancellation">Ends the statements.</param>
    public async Task MarkAsync(bool isDamaged, CancellationToken cancellation)
    {
        var reidentified = copy.Identities.Reidentified();
        await ReidentifyAsync([.. reidentified.Select(r => (r.Line, r.Identity))], cancellation);
        if (await connection.ScalarAsync(Command(HasImported, Parameter(import.BookId)), cancellation) is not true)
        {
            return;
        }
        var detached = copy.Detached.Concat(reidentified.Select(r => new DetachedRow(r.Line, r.Reference, Earlier: null))).ToList();
        await RunAsync(ByIdentity, cancellation, Column(detached, d => d.Line));
        if (await OtherMovementsAsync(cancellation) is { Count: > 0 })
        {
            await RunAsync(ByReferenceAsImported, cancellation);
            var others = await OtherMovementsAsync(cancellation);
            await ReidentifyAsync([.. others.Select(o => (o.Line, copy.Identities.Detailed(o.Reference, o.Facts)))], cancellation);
            await RunAsync(
                ByIdentity,
                cancellation,
                Column([.. detached.Select(d => d.Line), .. others.Select(o => o.Line)], line => line)
            );
        }
        if (detached.Exists(d => d.Earlier is not null))
        {
            // First, so that each of these finds its own before the reference that they share finds one of them.
            var earlier = detached.Where(d => d.Earlier is not null).ToList();
            await RunAsync(ByReferenceAlone, cancellation, Column(earlier, d => d.Line), Column(earlier, d => d.Earlier!.Value));
        }
        if (detached.Count > 0)
        {
            await RunAsync(ByReferenceAlone, cancellation, Column(detached, d => d.Line), Column(detached, d => d.Reference));
        }
        if (
            isDamaged
            || await connection.ScalarAsync(Command(HasDamaged, Parameter(import.BookId), Parameter(import.AccountId)), cancellation)
                is true
        )
        {
            // Equal rows find one partner at a time.
            while (await RunAsync(Damaged, cancellation, Parameter(import.AccountId), Parameter(isDamaged)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static string Fits(string other) =>
        $"({other}.amount = r.amount and {other}.direction = r.direction and abs({other}.date - r.date) <= {RowFacts.MaxShift})";

    private static string Pattern(string row) =>
        $@"replace(regexp_replace(concat_ws(chr(10), {row}.merchant, {row}.description), '([\\%_])', '\\\1', 'g'), U&'\FFFD', '%')";

    /// <summary>The rows whose reference is known, but of another movement of money.</summary>
    private Task<List<(int Line, string Reference, RowFacts Facts)>> OtherMovementsAsync(CancellationToken cancellation) =>
        connection.ReadAsync(
            Command(OtherMovements, Parameter(import.BookId), Parameter(import.ImportId)),
            r => (r.GetInt32(0), r.GetString(1), new RowFacts(r.GetFieldValue<DateOnly>(2), r.GetDecimal(3))),
            cancellation
        );

    private Task ReidentifyAsync(IReadOnlyList<(int Line, Guid Identity)> rows, CancellationToken cancellation) =>
        rows.Count == 0 ? Task.CompletedTask : RunAsync(Reidentify, cancellation, Column(rows, r => r.Line), Column(rows, r => r.Identity));

    private Task<int> RunAsync(string text, CancellationToken cancellation, params NpgsqlParameter[] parameters) =>
        connection.ExecuteAsync(Command(text, [Parameter(import.BookId), Parameter(import.ImportId), .. parameters]), cancellation, Limit);
}
