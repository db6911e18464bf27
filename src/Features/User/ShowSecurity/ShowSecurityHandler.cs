using System.Text.Json;
using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;
using UserRow = Rupaya.Infrastructure.Postgres.Entities.User;

namespace Rupaya.Features.User.ShowSecurity;

internal sealed class ShowSecurityHandler(
    UserGate gate,
    UserKeys keys,
    NpgsqlDataSource database,
    IEnumerable<CredentialCount> counts,
    TimeProvider clock
)
{
    private static readonly string LiveOf =
        $"select count(*) from sessions s where s.user_id = $1 and s.kind = $3 and {SessionSql.Open("$2")}";

    private const string FreshCodes = "select count(*) from mfa_backup_codes where user_id = $1 and used_at is null";

    private const string Events = "select at, event, personal from audit_log where subject_id = $1 order by n desc limit 20";

    public async Task<Result<Reply<SecurityPage>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return Reply.Ok<SecurityPage>(await PageAsync(connection, user.Value, cancellation));
    }

    private async Task<SecurityPage> PageAsync(NpgsqlConnection connection, UserRow user, CancellationToken cancellation)
    {
        async Task<long> CountAsync(NpgsqlBatchCommand query) => (long)(await connection.ScalarAsync(query, cancellation))!;
        async Task<long> CredentialsAsync(string kind) =>
            counts.FirstOrDefault(c => c.Kind == kind) is { } known ? await CountAsync(Command(known.Text, Parameter(user.UserId))) : 0;
        Task<long> LiveAsync(string kind) =>
            CountAsync(Command(LiveOf, Parameter(user.UserId), Parameter(clock.GetUtcNow()), Parameter(kind)));
        return new SecurityPage(
            user.PasswordHash is not null,
            user.EmailVerified,
            user.MfaEnabled,
            await CredentialsAsync(CredentialCount.Passkeys),
            await CredentialsAsync(CredentialCount.Identities),
            await LiveAsync("token"),
            await LiveAsync("interactive"),
            await CountAsync(Command(FreshCodes, Parameter(user.UserId))),
            await EventsAsync(connection, user.UserId, cancellation)
        );
    }

    private async Task<List<SecurityEvent>> EventsAsync(NpgsqlConnection connection, Guid userId, CancellationToken cancellation)
    {
        var key = await UserKeys.FindAsync(connection, userId, cancellation) is { } wrapped ? keys.Unwrap(userId, wrapped) : null;
        return await connection.ReadAsync(
            Command(Events, Parameter(userId)),
            r => Event(r, AuditTrail.Open(userId, key, r.GetFieldValue<byte[]>(2))),
            cancellation
        );
    }

    private static SecurityEvent Event(NpgsqlDataReader reader, string? personal)
    {
        var said = AuditJson.Parse(personal);
        return new SecurityEvent(
            reader.GetFieldValue<DateTimeOffset>(0),
            reader.GetString(1),
            TextOf(said, "ip"),
            TextOf(said, "name") ?? TextOf(said, "id")
        );
    }

    private static string? TextOf(JsonElement? said, string member) =>
        said is { ValueKind: JsonValueKind.Object } facts
        && facts.TryGetProperty(member, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
