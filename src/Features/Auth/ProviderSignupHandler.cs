using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Identity.Oidc;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;
using UserRow = Rupaya.Infrastructure.Postgres.Entities.User;

namespace Rupaya.Features.Auth;

/// <summary>Makes an account for somebody whose address a provider vouches for: without a password, and with the address verified.</summary>
internal sealed class ProviderSignupHandler(
    NpgsqlDataSource database,
    Sessions sessions,
    UserKeys keys,
    AuditTrail audit,
    TimeProvider clock
)
{
    /// <summary>Null when the address or the identity was taken at the same moment.</summary>
    public async Task<Reply<SignedIn>?> HandleAsync(
        OidcProvider provider,
        ProviderIdentity identity,
        SigninDevice device,
        CancellationToken cancellation
    )
    {
        var now = clock.NowStored();
        var user = Compose(identity, now);
        var methods = provider.MethodsOf(identity);
        var (session, sessionId) = sessions.Open(user.UserId, device, methods, now);
        var tokens = await sessions.TokensAsync(user.UserId, user.Role, user.DefaultBookId, sessionId, generation: 0, cancellation);

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in Commands(user, identity, device, methods[0], now))
        {
            batch.BatchCommands.Add(command);
        }
        batch.BatchCommands.Add(session);
        List<AuditHead> heads;
        try
        {
            heads = await AuditTrail.RunAsync(batch, cancellation);
        }
        catch (PostgresException e)
            when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: NewAccount.EmailKeyIndex or Identities.SubjectIndex }
            )
        {
            return null;
        }
        await transaction.CommitAsync(CancellationToken.None);
        audit.Announce(heads);
        return SignedIn.Answer(UserView.From(user), tokens, sessions.CookieOf(device, tokens, now));
    }

    private List<NpgsqlBatchCommand> Commands(
        UserRow user,
        ProviderIdentity identity,
        SigninDevice device,
        string factor,
        DateTimeOffset now
    )
    {
        var (key, insertKey) = keys.New(user.UserId, now);
        var identityId = Guid.CreateVersion7(now);
        NpgsqlBatchCommand Audited(string name, object data, object? personal) =>
            AuditTrail.Insert(user.UserId, key, name, user.UserId, data, personal, now);
        return
        [
            .. NewAccount.Rows(user, insertKey, device),
            Command("update users set email_verified = true where user_id = $1", Parameter(user.UserId)),
            Identities.Insert(user.UserId, key, identity, identityId, now),
            Audited("user.signed_up", new { Consent = false, Factor = factor }, device),
            Audited("identity.linked", new { IdentityId = identityId, identity.Provider }, personal: null),
        ];
    }

    private static UserRow Compose(ProviderIdentity identity, DateTimeOffset now) =>
        new()
        {
            UserId = Guid.CreateVersion7(now),
            Email = identity.Email!,
            EmailKey = EmailAddress.KeyOf(identity.Email!),
            Name = identity.Name ?? identity.Email!.Split('@')[0],
            PasswordHash = null,
            Role = "user",
            Currency = NewAccount.Currency,
            TimeZone = NewAccount.TimeZone,
            EmailVerified = true,
            MfaEnabled = false,
            ConsentedAt = null,
            DefaultBookId = Guid.CreateVersion7(now),
            CreatedAt = now,
            UpdatedAt = now,
        };
}
