using System.Text.Json.Serialization;
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
    /// <param name="userId">Whose it is.</param>
    /// <param name="device">Where they sign in from.</param>
    /// <param name="methods">What they showed (<see cref="Domain.Users.SigninMethods"/>): the sign-in is a step-up of its own.</param>
    /// <param name="now">UTC.</param>
    public (NpgsqlBatchCommand Insert, Guid SessionId) Open(Guid userId, SigninDevice device, string[] methods, DateTimeOffset now)
    {
        var sessionId = Guid.CreateVersion7(now);
        var insert = Command(
            "insert into sessions (session_id, user_id, device_id, device_name, ip, generation, rotated_at, created_at, last_seen_at, expires_at, "
                + "authenticated_at, methods, web) values ($1, $2, $3, $4, $5, 0, $6, $6, $6, $7, $6, $8, $9)",
            Parameter(sessionId),
            Parameter(userId),
            Parameter(device.Id),
            Parameter(device.Name),
            Parameter(device.Ip),
            Parameter(now),
            Parameter(now.AddDays(_options.Value.SessionDays)),
            Parameter(methods),
            Parameter(device.IsWeb)
        );
        return (insert, sessionId);
    }

    /// <summary>The cookie that keeps the refresh token of a session that starts now; null for who keeps it otherwise.</summary>
    public string? CookieOf(SigninDevice device, SessionTokens tokens, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(tokens);
        return device.IsWeb ? CookieUntil(tokens, now.AddDays(_options.Value.SessionDays), now) : null;
    }

    /// <summary>A cookie until the session would have been idle for too long, or is over.</summary>
    internal string CookieUntil(SessionTokens tokens, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var (left, idle) = (expiresAt - now, TimeSpan.FromHours(_options.Value.WebIdleHours));
        return WebCookie.Of(tokens.RefreshToken, left < idle ? left : idle);
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
public sealed record SigninDevice(string Id, string? Name, string? Ip)
{
    /// <summary>True for a browser that keeps its refresh token in a cookie.</summary>
    [JsonIgnore]
    public bool IsWeb { get; init; }
}

/// <summary>What a device needs to stay signed in.</summary>
/// <param name="AccessToken">A JWT, sent with each request.</param>
/// <param name="RefreshToken">Gets the next tokens; used once.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
public sealed record SessionTokens(string AccessToken, string RefreshToken, int ExpiresIn);
