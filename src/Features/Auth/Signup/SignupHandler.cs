using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using UserRow = Rupaya.Infrastructure.Postgres.Entities.User;

namespace Rupaya.Features.Auth.Signup;

internal sealed class SignupHandler(
    NpgsqlDataSource database,
    Passwords passwords,
    IBreachRange breaches,
    Sessions sessions,
    UserKeys keys,
    AuditTrail audit,
    OutboxSignal outbox,
    IOptions<SecurityOptions> options,
    TimeProvider clock
)
{
    public async Task<Result<Reply<SignedIn>>> HandleAsync(SignupRequest request, string? ip, CancellationToken cancellation)
    {
        if (await breaches.CheckAsync("password", request.Password!, cancellation) is { } breached)
        {
            return breached;
        }
        var hash = await passwords.HashAsync(request.Password!, cancellation);
        var now = clock.NowStored();
        var user = Compose(request, hash, now);
        var device = new SigninDevice(request.DeviceId!, request.DeviceName, ip) { IsWeb = SessionKind.IsCookie(request.Session) };
        var (session, sessionId) = sessions.Open(user.UserId, device, [SigninMethods.Password], now);
        var tokens = await sessions.TokensAsync(user.UserId, user.Role, user.DefaultBookId, sessionId, generation: 0, cancellation);

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        Commands(user, device, now).ForEach(batch.BatchCommands.Add);
        batch.BatchCommands.Add(session);
        List<AuditHead> heads;
        try
        {
            heads = await AuditTrail.RunAsync(batch, cancellation);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: NewAccount.EmailKeyIndex })
        {
            return Problems.UserExists.Error;
        }
        await transaction.CommitAsync(CancellationToken.None);
        audit.Announce(heads);
        outbox.Raise();
        var cookie = sessions.CookieOf(device, tokens, now);
        return Reply.Created<SignedIn>(SignedIn.From(UserView.From(user), tokens, cookie), "/api/v1/user/profile").WithCookie(cookie);
    }

    private List<NpgsqlBatchCommand> Commands(UserRow user, SigninDevice device, DateTimeOffset now)
    {
        var (key, insertKey) = keys.New(user.UserId, now);
        var lifetime = TimeSpan.FromHours(options.Value.VerificationHours);
        var (link, tokenId) = AccountLinks.New(AccountLinks.Verification, user.UserId, now, lifetime);
        var notice = new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.VerifyEmail, user.UserId, tokenId, now);
        return
        [
            .. NewAccount.Rows(user, insertKey, device),
            link,
            OutboxSql.Insert(notice, now),
            AuditTrail.Insert(user.UserId, key, "user.signed_up", user.UserId, new { Consent = user.ConsentedAt is not null }, device, now),
        ];
    }

    private static UserRow Compose(SignupRequest request, string hash, DateTimeOffset now)
    {
        var email = request.Email!.Trim();
        return new UserRow
        {
            UserId = Guid.CreateVersion7(now),
            Email = email,
            EmailKey = EmailAddress.KeyOf(email),
            Name = string.IsNullOrWhiteSpace(request.Name) ? email.Split('@')[0] : request.Name,
            PasswordHash = hash,
            Role = "user",
            Currency = request.Currency ?? NewAccount.Currency,
            TimeZone = request.TimeZone ?? NewAccount.TimeZone,
            EmailVerified = false,
            MfaEnabled = false,
            ConsentedAt = request.Consent == true ? now : null,
            DefaultBookId = Guid.CreateVersion7(now),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
