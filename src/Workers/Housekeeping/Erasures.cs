using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Erases users and deleted books whose time has come, each by itself: one that cannot be erased does not hold up the others.</summary>
internal sealed partial class Erasures(NpgsqlDataSource database, Erasure erasure, TimeProvider clock, ILogger<Erasures> logger)
{
    private const int AtOnce = 20;

    private const string DueUsers = "select user_id from users where erase_at <= $1 order by random() limit $2";

    [AcrossBooks("Once a minute: the books whose owners deleted them long ago, by the index on what is to be erased.")]
    private const string DueBooks = "select b.book_id from books b where b.erase_at <= $1 order by random() limit $2";

    /// <summary>Erases some of those who are due.</summary>
    /// <returns>How many were erased; those that could not be are tried again by the next run.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var erased = 0;
        foreach (var userId in await DueAsync(DueUsers, cancellation))
        {
            erased += await TryAsync(() => erasure.EraseDueAsync(userId, cancellation), e => UserNotErased(userId, e), cancellation);
        }
        foreach (var bookId in await DueAsync(DueBooks, cancellation))
        {
            erased += await TryAsync(() => erasure.EraseBookAsync(bookId, cancellation), e => BookNotErased(bookId, e), cancellation);
        }
        return erased;
    }

    private static async Task<int> TryAsync(Func<Task<bool>> erase, Action<string> failed, CancellationToken cancellation)
    {
        try
        {
            return await erase() ? 1 : 0;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            failed(e is PostgresException p ? p.MessageText : e.GetType().Name);
            return 0;
        }
    }

    private async Task<List<Guid>> DueAsync(string text, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ReadAsync(Command(text, Parameter(clock.GetUtcNow()), Parameter(AtOnce)), r => r.GetGuid(0), cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "User {UserId} was not erased and will be tried again: {Reason}")]
    private partial void UserNotErased(Guid userId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Book {BookId} was not erased and will be tried again: {Reason}")]
    private partial void BookNotErased(Guid bookId, string reason);
}
