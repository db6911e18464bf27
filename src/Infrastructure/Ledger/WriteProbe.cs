using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// Whether a book can be written to: signs somebody up, opens an account with a transaction in it as the door does, and rolls it all back. A
/// server may answer reads for long after its writes fail: a library replaced under it, a full disk, a stand-by that was promoted away.
/// </summary>
internal sealed partial class WriteProbe(NpgsqlDataSource database, TimeProvider clock, ILogger<WriteProbe> logger) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private (bool Passed, long At)? _last;

    /// <summary>True when a write passes, or did within the last five seconds. After a failure the pool's connections are given up.</summary>
    public async Task<bool> PassesAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_last is not var (passed, at) || clock.GetElapsedTime(at) >= Interval)
            {
                passed = await TryAsync(cancellation);
                _last = (passed, clock.GetTimestamp());
            }
            return passed;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<bool> TryAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            await WriteAsync(limit.Token);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Failed(e.GetType().Name, (e as PostgresException)?.SqlState);
            // What is wrong may be wrong with the sessions only: the next ones are opened anew. Not when it only took too long: they are not to blame.
            if (e is NpgsqlException)
            {
                database.Clear();
            }
            return false;
        }
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var bookId = await SignUpAsync(connection, now, cancellation);
        var (book, seq) =
            await BookLock.TakeAsync(connection, bookId, now, cancellation)
            ?? throw new InvalidOperationException("The probe's book is not there.");
        var commit = new BookCommit(book, seq + 1);
        var account = Account(book, commit.NextSeq);
        commit.Open(account);
        commit.Record(new TransactionChange(null, Transaction(book, account)));
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in BookDoor.Statements(book, seq, commit, advance: true))
        {
            batch.BatchCommands.Add(command);
        }
        // As a commit would.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("set constraints all immediate"));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.RollbackAsync(cancellation);
    }

    private static async Task<Guid> SignUpAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        var (userId, bookId) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        var user = new User
        {
            UserId = userId,
            Email = $"{userId}@probe.invalid",
            EmailKey = $"{userId}@probe.invalid",
            Name = "Probe",
            PasswordHash = null,
            Role = "user",
            Currency = "INR",
            TimeZone = "Asia/Kolkata",
            EmailVerified = false,
            MfaEnabled = false,
            ConsentedAt = null,
            DefaultBookId = null,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(UserSql.Insert(user));
        foreach (var command in NewBook.Commands(NewBook.Default(bookId, user.Currency, user.TimeZone, now), userId))
        {
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(cancellation);
        return bookId;
    }

    private static Account Account(LockedBook book, long seq) =>
        new()
        {
            BookId = book.BookId,
            AccountId = Guid.CreateVersion7(book.At),
            Name = "Probe",
            Type = "cash",
            Currency = book.Currency,
            OpeningBalance = 1,
            OpeningDate = book.Today,
            CurrentBalance = 1,
            LastDate = book.Today,
            OverdraftLimit = 0,
            IsArchived = false,
            Version = seq,
            LastPostingSeq = seq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };

    private static Transaction Transaction(LockedBook book, Account account) =>
        new()
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = null,
            Flow = Flow.Expense,
            Direction = Direction.Out,
            Amount = 1,
            Currency = account.Currency,
            Date = book.Today,
            Description = null,
            Merchant = "Probe",
            Tags = ["probe"],
            Status = "cleared",
            Version = 0,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "A write that was to be rolled back failed: {Kind} {SqlState}")]
    private partial void Failed(string kind, string? sqlState);
}
