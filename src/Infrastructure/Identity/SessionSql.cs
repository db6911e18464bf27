namespace Rupaya.Infrastructure.Identity;

/// <summary>The one condition under which a session counts: it is the caller's, was not ended, and is not over.</summary>
public static class SessionSql
{
    /// <summary>The caller's session on its own: a row when it is alive. Parameters: session, user, now.</summary>
    public static readonly string Alive = $"select 1 from sessions s where {AliveAs("$1", "$2", "$3")}";

    /// <summary>A condition on <c>sessions s</c>.</summary>
    /// <param name="session">Parameter or column of the session's id.</param>
    /// <param name="user">Parameter or column of the user's id.</param>
    /// <param name="now">Parameter of the present instant.</param>
    public static string AliveAs(string session, string user, string now) =>
        $"s.session_id = {session} and s.user_id = {user} and {Open(now)}";

    /// <summary>A condition on <c>sessions s</c>, whoever's it is.</summary>
    public static string Open(string now) => $"s.revoked_at is null and s.expires_at > {now}";
}
