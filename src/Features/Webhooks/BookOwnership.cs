using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Webhooks;

/// <summary>A webhook hands what happens in a book to somebody outside, so making, seeing and removing one is for owners only.</summary>
internal static class BookOwnership
{
    private const string TurnedOff = "select 1 from webhooks where book_id = $1 and webhook_id = $2 and disabled_at is not null";

    /// <returns>The book's head; 401, 404 as every read, 403 for who is not an owner.</returns>
    public static async Task<Result<BookHead>> ReadAsync(BookHeads heads, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        return head.IsSuccess && head.Value.Role != Role.Owner ? Error.Forbidden : head;
    }

    /// <summary>Why nothing could be sent: 409 <c>webhook_disabled</c>, else 404.</summary>
    public static async Task<Error> WhyNotAsync(
        NpgsqlDataSource database,
        Guid bookId,
        Guid webhookId,
        string what,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ScalarAsync(Command(TurnedOff, Parameter(bookId), Parameter(webhookId)), cancellation) is null
            ? Error.NotFound(what)
            : Problems.WebhookDisabled.Error;
    }
}
