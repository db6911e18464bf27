using Npgsql;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Webhooks.RotateWebhookSecret;

internal sealed class RotateWebhookSecretHandler(NpgsqlDataSource database, BookHeads heads, WebhookSecrets secrets, TimeProvider clock)
{
    private const string Rotate = """
        update webhooks w set previous_secret = secret, previous_until = $5, secret = $4, updated_at = $6
         where book_id = $1 and webhook_id = $2
           and exists (select 1 from book_members m where m.book_id = $1 and m.user_id = $3 and m.role = 'owner')
        """;

    public async Task<Result<Reply<RotateWebhookSecretResponse>>> HandleAsync(Guid webhookId, Caller caller, CancellationToken cancellation)
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var (secret, now) = (WebhookSecrets.New(), clock.NowStored());
        var until = now + WebhookPacing.Overlap;
        var changed = await database.ExecuteAsync(
            Command(
                Rotate,
                Parameter(book.Value.BookId),
                Parameter(webhookId),
                Parameter(caller.UserId),
                Parameter(secrets.Seal(webhookId, secret)),
                Parameter(until),
                Parameter(now)
            ),
            cancellation
        );
        return changed == 0
            ? Error.NotFound("Webhook")
            : Reply.Ok<RotateWebhookSecretResponse>(new RotateWebhookSecretResponse(webhookId, secret, until));
    }
}
