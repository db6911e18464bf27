using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Webhooks.UpdateWebhook;

internal sealed class UpdateWebhookHandler(
    NpgsqlDataSource database,
    BookHeads heads,
    WebhookSecrets secrets,
    WebhookAddress address,
    WebhookSignal signal,
    TimeProvider clock
)
{
    // A new address starts with a clean slate, and so does who is turned on again: what failed was before.
    private const string Update = """
        update webhooks w set url = coalesce($4, url), events = coalesce($5, events), secret = coalesce($6, secret), updated_at = $7,
               previous_secret = case when $6 is null then previous_secret end, previous_until = case when $6 is null then previous_until end,
               failures = case when $4 <> url or $8 then 0 else failures end,
               not_before = case when $4 <> url or $8 then $7 else not_before end,
               failing_since = case when $4 <> url or $8 then null else failing_since end,
               disabled_at = case when $8 then null when not $8 then coalesce(disabled_at, $7) else disabled_at end,
               disabled_reason = case when $8 then null when not $8 then coalesce(disabled_reason, 'owner') else disabled_reason end
         where book_id = $1 and webhook_id = $2
           and exists (select 1 from book_members m where m.book_id = $1 and m.user_id = $3 and m.role = 'owner')
        returning url, events, failures, created_at, disabled_at is null
        """;

    public async Task<Result<Reply<UpdateWebhookResponse>>> HandleAsync(
        Guid webhookId,
        UpdateWebhookRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var url = request.Url.IsGiven ? new Uri(request.Url.Value!) : null;
        if (url is not null && address.Problem(url) is { } problem)
        {
            return problem;
        }
        var made = request.Secret is { IsGiven: true, Value: null } ? WebhookSecrets.New() : null;
        var (secret, now) = (made ?? request.Secret.Value, clock.NowStored());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var changed = await connection.ReadAsync(
            Command(
                Update,
                Parameter(book.Value.BookId),
                Parameter(webhookId),
                Parameter(caller.UserId),
                Parameter(url?.AbsoluteUri),
                Parameter(request.Events.Value?.Distinct(StringComparer.Ordinal).ToArray()),
                Parameter(secret is null ? null : secrets.Seal(webhookId, secret)),
                Parameter(now),
                Parameter(request.Enabled.Value)
            ),
            r => new UpdateWebhookResponse(
                webhookId,
                r.GetString(0),
                r.GetFieldValue<string[]>(1),
                r.GetInt32(2),
                r.GetBoolean(4),
                made,
                r.GetFieldValue<DateTimeOffset>(3)
            ),
            cancellation
        );
        if (changed is not [var webhook])
        {
            return Error.NotFound("Webhook");
        }
        await connection.ScalarAsync(DueBookSql.Wake([book.Value.BookId], now), cancellation);
        signal.Raise();
        return Reply.Ok<UpdateWebhookResponse>(webhook);
    }
}
