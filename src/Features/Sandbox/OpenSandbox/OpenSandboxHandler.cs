using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Features.Auth;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Identity.Tokens;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;
using UserRow = Rupaya.Infrastructure.Postgres.Entities.User;

namespace Rupaya.Features.Sandbox.OpenSandbox;

/// <summary>
/// Makes a user that nobody can sign in as, with a book and a token. They are erased as everybody who asked for it is: here the day is known from
/// the beginning.
/// </summary>
internal sealed class OpenSandboxHandler(
    NpgsqlDataSource database,
    SandboxBookHandler book,
    UserKeys keys,
    AuditTrail audit,
    OutboxSignal outbox,
    IOptions<SandboxOptions> options,
    TimeProvider clock
)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // Whatever leaves the installation is not among them: webhooks, invitations.
    private static readonly string[] Scopes =
    [
        "accounts:write",
        "budgets:write",
        "categories:write",
        "goals:write",
        "imports:write",
        "notifications:write",
        "rates:write",
        "read",
        "recurring:write",
        "transactions:write",
    ];

    public async Task<Result<Reply<OpenedSandbox>>> HandleAsync(CancellationToken cancellation)
    {
        if (!options.Value.Enabled)
        {
            return Error.NotFound("Sandbox");
        }
        var now = clock.NowStored();
        var (user, expiresAt) = (Compose(now), now + Lifetime);
        var bookId = user.DefaultBookId!.Value;
        var (insert, text, token) = UserTokens.New(user.UserId, new TokenTerms("Sandbox", Scopes, bookId, expiresAt, []), now);
        await WriteAsync(user, insert, expiresAt, cancellation);
        var owner = new Caller(user.UserId, token.TokenId, Idempotency: null).In(bookId);
        if (await book.FillAsync(owner, cancellation) is { } refused)
        {
            return refused;
        }
        UsageTelemetry.SandboxOpened();
        return Reply.Created<OpenedSandbox>(new OpenedSandbox(text, bookId, expiresAt), "/api/v1/accounts");
    }

    private async Task WriteAsync(UserRow user, NpgsqlBatchCommand token, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        var (key, insertKey) = keys.New(user.UserId, user.CreatedAt);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        NpgsqlBatchCommand[] rows =
        [
            .. NewAccount.Rows(user, insertKey, new SigninDevice("sandbox", Name: null, Ip: null)),
            Command(
                "update users set erase_at = $2, email_notifications = false, weekly_report = false where user_id = $1",
                Parameter(user.UserId),
                Parameter(expiresAt)
            ),
            token,
            AuditTrail.Insert(user.UserId, key, "sandbox.opened", user.UserId, new { EraseAt = expiresAt }, personal: null, user.CreatedAt),
        ];
        foreach (var row in rows)
        {
            batch.BatchCommands.Add(row);
        }
        var heads = await AuditTrail.RunAsync(batch, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        audit.Announce(heads);
        outbox.Raise();
    }

    private static UserRow Compose(DateTimeOffset now)
    {
        var userId = Guid.CreateVersion7(now);
        var email = $"{userId:N}@sandbox.{EmailAddress.Nowhere}";
        return new UserRow
        {
            UserId = userId,
            Email = email,
            EmailKey = EmailAddress.KeyOf(email),
            Name = "Sandbox",
            PasswordHash = null,
            Role = "user",
            Currency = NewAccount.Currency,
            TimeZone = NewAccount.TimeZone,
            EmailVerified = false,
            MfaEnabled = false,
            ConsentedAt = null,
            DefaultBookId = Guid.CreateVersion7(now),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
