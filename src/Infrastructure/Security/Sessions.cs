using Npgsql;
using Rupaya.Infrastructure.Persistence.Entities;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Security;

/// <summary>Opens sessions and issues their tokens.</summary>
internal sealed class Sessions(AccessTokens access, RefreshTokens refresh, Microsoft.Extensions.Options.IOptions<SecurityOptions> options)
{
    /// <summary>A session that starts now and ends <see cref="SecurityOptions.SessionDays"/> later, whatever happens.</summary>
    public (NpgsqlBatchCommand Insert, SessionTokens Tokens) Open(
        Guid userId,
        string deviceId,
        string? deviceName,
        string? ip,
        DateTimeOffset now
    )
    {
        var sessionId = Guid.CreateVersion7(now);
        var insert = Command(
            "insert into sessions (session_id, user_id, device_id, device_name, ip, generation, rotated_at, created_at, last_seen_at, expires_at) "
                + "values ($1, $2, $3, $4, $5, 0, $6, $6, $6, $7)",
            Of(sessionId),
            Of(userId),
            Of(deviceId),
            Of(deviceName),
            Of(ip),
            Of(now),
            Of(now.AddDays(options.Value.SessionDays))
        );
        return (insert, Tokens(userId, sessionId, generation: 0));
    }

    public SessionTokens Tokens(Guid userId, Guid sessionId, int generation) =>
        new(access.Issue(userId, sessionId), refresh.Issue(sessionId, generation), access.LifetimeSeconds);
}

/// <param name="ExpiresIn">Seconds until the access token expires.</param>
internal sealed record SessionTokens(string AccessToken, string RefreshToken, int ExpiresIn);

/// <summary>The user as the API shows them.</summary>
internal sealed record UserView(
    Guid Id,
    string Email,
    string Name,
    string Currency,
    string TimeZone,
    string Role,
    bool EmailVerified,
    bool MfaEnabled,
    DateTimeOffset CreatedAt
)
{
    public static UserView From(User u) =>
        new(u.UserId, u.Email, u.Name, u.Currency, u.TimeZone, u.Role, u.EmailVerified, u.MfaEnabled, u.CreatedAt);
}
