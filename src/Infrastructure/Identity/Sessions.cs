using Microsoft.Extensions.Options;
using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Opens sessions and issues their tokens.</summary>
public sealed class Sessions
{
    private readonly AccessTokens _access;
    private readonly DerivedTokens _derived;
    private readonly IOptions<SecurityOptions> _options;

    internal Sessions(AccessTokens access, DerivedTokens derived, IOptions<SecurityOptions> options)
    {
        _access = access;
        _derived = derived;
        _options = options;
    }

    /// <summary>A session that starts now and ends <see cref="SecurityOptions.SessionDays"/> later, whatever happens.</summary>
    public (NpgsqlBatchCommand Insert, Guid SessionId) Open(Guid userId, SigninDevice device, DateTimeOffset now)
    {
        var sessionId = Guid.CreateVersion7(now);
        var insert = Command(
            "insert into sessions (session_id, user_id, device_id, device_name, ip, generation, rotated_at, created_at, last_seen_at, expires_at) "
                + "values ($1, $2, $3, $4, $5, 0, $6, $6, $6, $7)",
            Parameter(sessionId),
            Parameter(userId),
            Parameter(device.Id),
            Parameter(device.Name),
            Parameter(device.Ip),
            Parameter(now),
            Parameter(now.AddDays(_options.Value.SessionDays))
        );
        return (insert, sessionId);
    }

    /// <param name="userId">Whose session it is.</param>
    /// <param name="role">The user's role.</param>
    /// <param name="bookId">The user's default book; null for none.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="generation">How often it was refreshed.</param>
    /// <param name="cancellation">Ends the wait for a key.</param>
    public async Task<SessionTokens> TokensAsync(
        Guid userId,
        string role,
        Guid? bookId,
        Guid sessionId,
        int generation,
        CancellationToken cancellation
    ) =>
        new(
            await _access.IssueAsync(userId, sessionId, role, bookId, cancellation),
            _derived.Issue(TokenPurpose.Refresh, sessionId, generation),
            _access.LifetimeSeconds
        );
}

/// <summary>Where somebody signs in from.</summary>
/// <param name="Id">Chosen by the client, the same at every sign-in.</param>
/// <param name="Name">For people.</param>
/// <param name="Ip">The address, from a trusted proxy's header where there is one.</param>
public sealed record SigninDevice(string Id, string? Name, string? Ip);

/// <summary>What a device needs to stay signed in.</summary>
/// <param name="AccessToken">A JWT, sent with each request.</param>
/// <param name="RefreshToken">Gets the next tokens; used once.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
public sealed record SessionTokens(string AccessToken, string RefreshToken, int ExpiresIn);
