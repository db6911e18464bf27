using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Webhooks.CreateWebhook;

internal sealed class CreateWebhookHandler(
    NpgsqlDataSource database,
    BookHeads heads,
    WebhookSecrets secrets,
    WebhookAddress address,
    IOptions<WebhookOptions> options,
    TimeProvider clock
)
{
    // The lock makes two requests count one after the other; the owner is checked again behind it.
    private const string Lock = "select 1 from book_members where book_id = $1 and user_id = $2 and role = 'owner' for update";

    private const string Insert = """
        insert into webhooks (book_id, webhook_id, created_by, url, events, secret, failures, not_before, created_at)
        select $1, $2, $3, $4, $5, $6, 0, $7, $7
         where exists (select 1 from book_members where book_id = $1 and user_id = $3 and role = 'owner')
           and (select count(*) from webhooks where book_id = $1) < $8
        """;

    public async Task<Result<Reply<CreateWebhookResponse>>> HandleAsync(
        CreateWebhookRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var url = new Uri(request.Url!);
        if (address.Problem(url) is { } problem)
        {
            return problem;
        }
        var (id, secret, now) = (Guid.CreateVersion7(), request.Secret ?? WebhookSecrets.New(), clock.NowStored());
        string[] events = [.. request.Events!.Distinct(StringComparer.Ordinal)];
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(Lock, Parameter(book.Value.BookId), Parameter(caller.UserId)));
        batch.BatchCommands.Add(
            Command(
                Insert,
                Parameter(book.Value.BookId),
                Parameter(id),
                Parameter(caller.UserId),
                Parameter(url.AbsoluteUri),
                Parameter(events),
                Parameter(secrets.Seal(id, secret)),
                Parameter(now),
                Parameter((long)options.Value.MaxPerBook)
            )
        );
        if (await batch.ExecuteNonQueryAsync(cancellation) < 1)
        {
            return Problems.TooManyWebhooks.Because($"A book has at most {options.Value.MaxPerBook} webhooks.");
        }
        await transaction.CommitAsync(CancellationToken.None);
        return Reply.Created<CreateWebhookResponse>(
            new CreateWebhookResponse(id, url.AbsoluteUri, events, secret, now),
            $"/api/v1/webhooks/{id}"
        );
    }
}
