using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.ForgotPassword;

/// <summary>Does the same statements whether the e-mail is known or not; a request about nobody ends in the worker.</summary>
internal sealed class ForgotPasswordHandler(
    NpgsqlDataSource database,
    UserKeys keys,
    SigninAttempts attempts,
    AuditTrail audit,
    OutboxSignal outbox,
    IOptions<SecurityOptions> options,
    TimeProvider clock
)
{
    private static readonly Reply<ForgotPasswordResponse> Accepted = Reply.Accepted<ForgotPasswordResponse>(
        new ForgotPasswordResponse("If there is an account with this e-mail, a mail is on its way."),
        location: null
    );

    public async Task<Result<Reply<ForgotPasswordResponse>>> HandleAsync(
        ForgotPasswordRequest request,
        string? ip,
        CancellationToken cancellation
    )
    {
        var now = clock.NowStored();
        var emailKey = EmailAddress.KeyOf(request.Email!);
        var (userId, key) = await FindAsync(emailKey, cancellation);
        var (link, tokenId) = AccountLinks.New(AccountLinks.Reset, userId, now, TimeSpan.FromMinutes(options.Value.ResetMinutes));
        var notice = new AccountNotice(Guid.CreateVersion7(now), AccountLinks.NoticeOf(AccountLinks.Reset), userId, tokenId, now);
        var subject = userId ?? AuditTrail.Nobody(attempts.AccountKey(emailKey));

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(link);
        batch.BatchCommands.Add(OutboxSql.Insert(notice, now));
        batch.BatchCommands.Add(AuditTrail.Insert(subject, key, "password.reset_requested", subject, null, new { Ip = ip }, now));
        var heads = await AuditTrail.RunAsync(batch, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        audit.Announce(heads);
        outbox.Raise();
        return Accepted;
    }

    private async Task<(Guid? UserId, byte[] Key)> FindAsync(string emailKey, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select u.user_id, k.wrapped from users u left join user_keys k on k.user_id = u.user_id where u.email_key = $1"
        );
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
