using System.Data;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Imports;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>
/// The door for imports: everything slow is done before. One commit takes the head, turns the staged rows into transactions, entries and
/// changes with one statement, moves the balance and announces the whole import once. Imports record what happened: no overdraft limit.
/// </summary>
public sealed class ImportPosting(NpgsqlDataSource database, OutboxSignal outbox, TimeProvider clock)
{
    private const int LargeImport = 5_000;
    private const string Completed = "import.completed";

    private const string TakeNumbers = "update books set seq = seq + $2 where book_id = $1 returning seq";

    private const string WhyNot = $"""
        select case when i.status <> 'running' then '{ImportRefusedException.Over}' when a.deleted_seq is not null then 'account_deleted'
                    when a.is_archived then 'account_archived' end
          from imports i join accounts a on a.book_id = $1 and a.account_id = i.account_id where i.book_id = $1 and i.import_id = $2
        """;

    private const string BasisIsStale =
        "select exists (select 1 from changes where book_id = $1 and seq > $2 and seq <= $3 and kind = 'category')";

    private const string CategoryChanges =
        "insert into changes (book_id, seq, at, actor_id, kind, subject_id, op) "
        + "select $1, $2 + c.i - 1, $3, $4, 'category', c.id, 'create' from unnest($5) with ordinality as c(id, i)";

    [RunsInParts("It holds the book's head, and of the staged rows as many must be posted as were counted.")]
    private const string Post = """
        with r as materialized (
            select *, $3 + row_number() over (order by line) as seq, case direction when 'in' then amount else -amount end as effect
              from import_rows where book_id = $1 and import_id = $2 and verdict = 'imported'),
        t as (
            insert into transactions (book_id, transaction_id, account_id, category_id, flow, direction, amount, currency, date, description,
                                      merchant, tags, status, refunded_amount, import_identity, reference, version, created_at, updated_at)
            select $1, transaction_id, $4, category_id, flow, direction, amount, $5, date, description,
                   merchant, '{}', 'cleared', 0, identity, reference, seq, $6, $6 from r order by date, transaction_id),
        e as (
            insert into entries (book_id, seq, line, transaction_id, account_id, category_id, date, currency, flow, sign, amount)
            select $1, seq, 0, transaction_id, $4, coalesce(category_id, '00000000-0000-0000-0000-000000000000'), date, $5, flow, 1, effect from r),
        c as (
            insert into changes (book_id, seq, at, actor_id, kind, subject_id, op)
            select $1, seq, $6, $7, 'transaction', transaction_id, 'create' from r)
        update accounts a set current_balance = a.current_balance + s.effect, last_posting_seq = s.seq, last_date = greatest(a.last_date, s.last_date)
          from (select sum(effect) as effect, max(seq) as seq, max(date) as last_date, count(*) as n from r) s
         where a.book_id = $1 and a.account_id = $4 and s.n = $8
        """;

    private const string Finish =
        "update imports set status = 'completed', progress = 100, imported = $3, finished_at = $4 "
        + "where book_id = $1 and import_id = $2 and status = 'running'";

    /// <summary>What an account holds now that rows of a file can be compared with.</summary>
    public async Task<ImportBasis> ReadBasisAsync(Guid bookId, Guid accountId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            Command(
                "select b.seq, a.currency from books b join accounts a on a.book_id = $1 and a.account_id = $2 where b.book_id = $1",
                Parameter(bookId),
                Parameter(accountId)
            )
        );
        batch.BatchCommands.Add(
            Command("select category_id, kind, name from categories where book_id = $1 and deleted_seq is null", Parameter(bookId))
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var (seq, currency) = (reader.GetInt64(0), reader.GetString(1));
        await reader.NextResultAsync(cancellation);
        var categories = new List<NamedCategory>();
        while (await reader.ReadAsync(cancellation))
        {
            categories.Add(new NamedCategory(reader.GetGuid(0), reader.GetString(1), reader.GetString(2)));
        }
        return new ImportBasis(seq, currency, categories);
    }

    /// <returns>False when a category or the staged rows changed since the verdicts were given: give them again.</returns>
    public async Task<bool> CommitAsync(StagedImport import, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var taken = import.NewCategories.Count + import.Rows;
        if (taken > 0)
        {
            var seq = (long)
                (await connection.ScalarAsync(Command(TakeNumbers, Parameter(import.BookId), Parameter((long)taken)), cancellation))!;
            var before = seq - taken;
            // Under the head, where no account can change any more.
            if (
                await connection.ScalarAsync(Command(WhyNot, Parameter(import.BookId), Parameter(import.ImportId)), cancellation)
                is string refused
            )
            {
                throw new ImportRefusedException(refused);
            }
            var stale = Command(BasisIsStale, Parameter(import.BookId), Parameter(import.Basis.Seq), Parameter(before));
            if ((bool)(await connection.ScalarAsync(stale, cancellation))!)
            {
                return false;
            }
            try
            {
                if (!await WriteAsync(connection, import, before, now, cancellation))
                {
                    return false;
                }
            }
            catch (PostgresException e) when (e.ConstraintName == CategorySql.UniqueName)
            {
                throw new ImportRefusedException("category_exists");
            }
        }
        await FinishAsync(connection, import, announce: taken == 0, now, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        outbox.Raise();
        return true;
    }

    /// <param name="connection">In the transaction that posts.</param>
    /// <param name="import">What was posted.</param>
    /// <param name="announce">True where nothing was: a statement with nothing new is over as well, and who waits for it is told.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Before the commit.</param>
    private static async Task FinishAsync(
        NpgsqlConnection connection,
        StagedImport import,
        bool announce,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var finish = new NpgsqlBatch(connection);
        if (announce)
        {
            var (seq, id) = (import.Basis.Seq, import.ImportId);
            finish.BatchCommands.Add(OutboxSql.Insert(new BookChanged(import.BookId, seq, seq, import.ActorId, Completed, id, now), now));
        }
        var over = finish.BatchCommands.Count;
        finish.BatchCommands.Add(
            Command(Finish, Parameter(import.BookId), Parameter(import.ImportId), Parameter(import.Rows), Parameter(now))
        );
        finish.BatchCommands.Add(
            Command("delete from import_files where book_id = $1 and import_id = $2", Parameter(import.BookId), Parameter(import.ImportId))
        );
        finish.BatchCommands.Add(ImportNotice.Insert(import.BookId, import.ImportId, now));
        await finish.ExecuteNonQueryAsync(cancellation);
        if (finish.BatchCommands[over].RecordsAffected == 0)
        {
            // Given up while this was posting: nothing of it is kept.
            throw new ImportRefusedException(ImportRefusedException.Over);
        }
    }

    /// <summary>Lets the planner know of a large import at once, unless somebody else is just telling it.</summary>
    public async Task AnalyzeAsync(int rows, CancellationToken cancellation)
    {
        if (rows < LargeImport)
        {
            return;
        }
        await using var command = database.CreateCommand(
            "select case when pg_try_advisory_xact_lock(hashtextextended('analyze ledger', 0)) then analyze_ledger() end"
        );
        command.CommandTimeout = 300;
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // Autovacuum is at it.
        }
    }

    /// <returns>False when the staged rows are not those that the numbers were taken for: somebody staged them anew.</returns>
    private static async Task<bool> WriteAsync(
        NpgsqlConnection connection,
        StagedImport import,
        long before,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var categories = import.NewCategories;
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        // The sort of the staged rows stays in memory: others wait for this commit.
        batch.BatchCommands.Add(Command("set local work_mem = '64MB'"));
        if (categories.Count > 0)
        {
            var ids = categories.Select(c => c.Id).ToArray();
            var names = categories.Select(c => c.Name).ToArray();
            var kinds = categories.Select(c => c.Kind).ToArray();
            batch.BatchCommands.Add(CategorySql.InsertMany(import.BookId, ids, names, kinds, before + 1, isSystem: false, now));
            batch.BatchCommands.Add(
                Command(
                    CategoryChanges,
                    Parameter(import.BookId),
                    Parameter(before + 1),
                    Parameter(now),
                    Parameter(import.ActorId),
                    Parameter(ids)
                )
            );
        }
        var post = Command(
            Post,
            Parameter(import.BookId),
            Parameter(import.ImportId),
            Parameter(before + categories.Count),
            Parameter(import.AccountId),
            Parameter(import.Basis.Currency),
            Parameter(now),
            Parameter(import.ActorId),
            Parameter((long)import.Rows)
        );
        batch.BatchCommands.Add(post);
        var to = before + categories.Count + import.Rows;
        var changed = new BookChanged(import.BookId, before, to, import.ActorId, Completed, import.ImportId, now);
        batch.BatchCommands.Add(OutboxSql.Insert(changed, now));
        await batch.ExecuteNonQueryAsync(cancellation);
        return import.Rows == 0 || post.RecordsAffected > 0;
    }
}
