using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.ResendVerification;

/// <summary>For an e-mail it does the same statements whether there is somebody to confirm it or not; a request about nobody ends in the worker.</summary>
internal sealed class ResendVerificationHandler(
    NpgsqlDataSource database,
    UserDoor door,
    UserKeys keys,
    SigninAttempts attempts,
    AuditTrail audit,
    OutboxSignal outbox,
    IOptions<SecurityOptions> options,
    TimeProvider clock
)
{
    private const string Event = "email.verification_requested";

    private const string Find =
        "select u.user_id, k.wrapped from users u left join user_keys k on k.user_id = u.user_id where u.email_key = $1 and not u.email_verified";

    private static readonly Reply<ResendVerificationResponse> Accepted = Reply.Accepted<ResendVerificationResponse>(
        new ResendVerificationResponse("If there is an address to confirm, a mail is on its way."),
        location: null
    );

    public async Task<Result<Reply<ResendVerificationResponse>>> HandleAsync(
        ResendVerificationRequest request,
        Caller? caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        if (!string.IsNullOrWhiteSpace(request.Email))
        {
            return await AskAsync(EmailAddress.KeyOf(request.Email), ip, cancellation);
        }
        return caller is null
            ? Error.Field("email", "Is required without a session.")
            : await door.WriteAsync<ResendVerificationResponse>(caller, work => Ask(work, ip), cancellation);
    }

    private Result<Reply<ResendVerificationResponse>> Ask(UserChanges work, string? ip)
    {
        if (work.User.EmailVerified)
        {
            return Problems.AlreadyVerified.Error;
        }
        work.Add(Statements(work.User.UserId, work.Now));
        work.Audit(Event, personal: new { Ip = ip });
        return Accepted;
    }

    private async Task<Result<Reply<ResendVerificationResponse>>> AskAsync(string emailKey, string? ip, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        var (userId, key) = await FindAsync(emailKey, cancellation);
        var subject = userId ?? AuditTrail.Nobody(attempts.AccountKey(emailKey));
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in Statements(userId, now))
        {
            batch.BatchCommands.Add(statement);
        }
        batch.BatchCommands.Add(AuditTrail.Insert(subject, key, Event, subject, null, new { Ip = ip }, now));
        var heads = await AuditTrail.RunAsync(batch, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        audit.Announce(heads);
        outbox.Raise();
        return Accepted;
    }

    private NpgsqlBatchCommand[] Statements(Guid? userId, DateTimeOffset now)
    {
        var lifetime = TimeSpan.FromHours(options.Value.VerificationHours);
        var (link, tokenId) = AccountLinks.New(AccountLinks.Verification, userId, now, lifetime);
        var notice = new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.VerifyEmail, userId, tokenId, now);
        return [AccountLinks.EndEarlier(AccountLinks.Verification, userId, now), link, OutboxSql.Insert(notice, now)];
    }

    private async Task<(Guid? UserId, byte[] Key)> FindAsync(string emailKey, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(Parameter(emailKey));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return (null, keys.OfNobody());
        }
        var userId = reader.GetGuid(0);
        return (userId, reader.IsDBNull(1) ? keys.OfNobody() : keys.Unwrap(userId, reader.GetFieldValue<byte[]>(1)));
    }
}
