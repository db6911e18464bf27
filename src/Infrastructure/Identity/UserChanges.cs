using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Collects what one write does to a user whose row is locked. Nothing is written until the decision is made.</summary>
/// <param name="connection">For reads that the decision needs.</param>
/// <param name="user">The user, as they are after the lock.</param>
/// <param name="key">The user's own key.</param>
/// <param name="actorId">Who does it.</param>
/// <param name="now">UTC, as PostgreSQL keeps it.</param>
public sealed class UserChanges(NpgsqlConnection connection, User user, byte[] key, Guid actorId, DateTimeOffset now)
{
    internal NpgsqlConnection Connection => connection;

    /// <summary>The user as they were when the row was locked.</summary>
    public User User => user;

    internal byte[] Key => key;

    /// <summary>When it happens: UTC, in the microseconds that PostgreSQL keeps.</summary>
    public DateTimeOffset Now => now;

    internal List<NpgsqlBatchCommand> Commands { get; } = [];

    /// <summary>True when what was recorded is kept although the answer is a refusal: a counted failure.</summary>
    internal bool KeepsRefusal { get; private set; }

    /// <summary>403 <c>email_unverified</c> before a new kind of credential is added to an account whose address nobody has shown to be theirs.</summary>
    public Error? DemandVerifiedEmail() => user.EmailVerified ? null : Problems.EmailUnverified.Error;

    /// <summary>Reads what a decision has to look up itself, under the user's lock.</summary>
    public Task<List<T>> ReadAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) =>
        connection.ReadAsync(command, read, cancellation);

    /// <summary>The first column of the first row of what a decision has to look up itself; null for none.</summary>
    public Task<object?> ScalarAsync(NpgsqlBatchCommand command, CancellationToken cancellation) =>
        connection.ScalarAsync(command, cancellation);

    /// <summary>Adds a statement to the commit.</summary>
    public void Add(NpgsqlBatchCommand command) => Commands.Add(command);

    /// <summary>Adds statements to the commit, in their order.</summary>
    public void Add(IEnumerable<NpgsqlBatchCommand> commands) => Commands.AddRange(commands);

    /// <summary>Commits what was added although the answer is a refusal.</summary>
    public void KeepRefusal() => KeepsRefusal = true;

    /// <summary>Adds an audit row about the user.</summary>
    /// <param name="event">Stable, such as <c>signin.succeeded</c>.</param>
    /// <param name="data">Kept for ever: ids and numbers.</param>
    /// <param name="personal">Kept under the user's key, and unreadable once they are erased.</param>
    public void Audit(string @event, object? data = null, object? personal = null) =>
        Add(AuditTrail.Insert(user.UserId, key, @event, actorId, data, personal, now));

    /// <summary>Asks for a mail, and for kinds that have one, a notification in the app.</summary>
    public void Notice(string kind, Guid subjectId)
    {
        Add(OutboxSql.Insert(new AccountNotice(Guid.CreateVersion7(now), kind, user.UserId, subjectId, now), now));
    }

    /// <summary>Ends one session, and with it its access token.</summary>
    public void EndSession(Guid sessionId) =>
        Add(
            Command(
                "update sessions set revoked_at = $3 where session_id = $1 and user_id = $2 and revoked_at is null",
                Parameter(sessionId),
                Parameter(user.UserId),
                Parameter(now)
            )
        );

    /// <summary>Sets a new password, ends sign-ins that were half done with the old one and links to reset it, and tells the owner.</summary>
    public void SetPassword(string hash)
    {
        Add(
            Command(
                "update users set password_hash = $2, updated_at = $3 where user_id = $1",
                Parameter(user.UserId),
                Parameter(hash),
                Parameter(now)
            )
        );
        Add(Command("delete from mfa_challenges where user_id = $1", Parameter(user.UserId)));
        Add(
            Command(
                "update account_tokens set used_at = $2 where user_id = $1 and purpose = 'reset' and used_at is null",
                Parameter(user.UserId),
                Parameter(now)
            )
        );
        Notice(AccountNoticeKinds.PasswordChanged, user.UserId);
    }

    /// <summary>Ends the user's sessions, all or all but one, and with them their access tokens.</summary>
    /// <param name="except">The one that goes on.</param>
    /// <param name="tokens">False when tokens for programs go on.</param>
    public void EndSessions(Guid? except = null, bool tokens = true) =>
        Add(
            Command(
                "update sessions set revoked_at = $2 where user_id = $1 and revoked_at is null and session_id is distinct from $3 "
                    + "and ($4 or kind = 'interactive')",
                Parameter(user.UserId),
                Parameter(now),
                Parameter(except),
                Parameter(tokens)
            )
        );
}
