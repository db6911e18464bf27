using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Host.Secrets;

/// <summary>
/// A login at a server: two names by turns. The idle one gets a new password and goes into the store; when the processes have been replaced and
/// the last connection of the other has ended, the other is let in no more.
/// </summary>
/// <param name="server">What differs between servers.</param>
internal sealed class LoginRotation(ILoginServer server) : IRotation
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private string Retiring => $"Retiring__{server.Name}";

    public async Task<string> BeginAsync(RotationContext context)
    {
        if (context.Store.Find(Retiring) is { } waiting)
        {
            throw new InvalidOperationException($"{waiting} is still let in: first rupaya secrets finish {server.Word}.");
        }
        var (old, password) = (server.LoginIn(context.Configuration), NewSecret.Password());
        var login = Next(old);
        var note = await server.OpenAsync(context.Configuration, old, login, password);
        // Only after the server lets it in.
        server.Put(context, login, password);
        context.Store.Set(Retiring, old);
        context.Store.Save();
        return $"{server.Name} lets {login} in. Replace all processes, then: rupaya secrets finish {server.Word}, which ends {old}.{note}";
    }

    public async Task<string> FinishAsync(RotationContext context)
    {
        var old =
            context.Store.Find(Retiring) ?? throw new InvalidOperationException($"{server.Name} has no earlier login to finish with.");
        await using var open = await server.ConnectAsync(context.Configuration);
        await WaitAsync(open, old, context);
        await open.CloseAsync(old);
        context.Store.Remove(Retiring);
        context.Store.Save();
        return $"{server.Name} lets {old} in no more.";
    }

    /// <summary>The other of the two names that belong to a login.</summary>
    public static string Next(string login)
    {
        var name =
            login.EndsWith("_a", StringComparison.Ordinal) || login.EndsWith("_b", StringComparison.Ordinal) ? login[..^2]
            : login == RedisUsers.Default ? "rupaya"
            : login;
        return login == $"{name}_a" ? $"{name}_b" : $"{name}_a";
    }

    private async Task WaitAsync(ILogins open, string login, RotationContext context)
    {
        var begun = context.Clock.GetTimestamp();
        // Where connections are counted late, twice nothing is nothing.
        for (var quiet = 0; quiet <= server.CountsLateBy / Pause; )
        {
            var count = await open.ConnectionsAsync(login);
            quiet = count == 0 ? quiet + 1 : 0;
            if (count > 0 && context.Clock.GetElapsedTime(begun) >= context.Arguments.Wait)
            {
                throw new InvalidOperationException(
                    $"{login} has {count} connections at {server.Name}: replace the processes that use it, or wait longer with --wait SECONDS."
                );
            }
            await Task.Delay(Pause, context.Clock);
        }
    }
}

/// <summary>What differs between servers that let somebody in by name and password.</summary>
internal interface ILoginServer
{
    /// <summary>As in <c>ConnectionStrings</c>.</summary>
    string Name { get; }

    /// <summary>As in <c>rupaya secrets rotate</c>.</summary>
    string Word { get; }

    /// <summary>How late a new connection is counted.</summary>
    TimeSpan CountsLateBy { get; }

    /// <summary>Who signs in now.</summary>
    string LoginIn(IConfiguration configuration);

    /// <summary>Lets a new login in with the rights of another; returns what else is to be said, or nothing.</summary>
    Task<string> OpenAsync(IConfiguration configuration, string like, string login, string password);

    /// <summary>Puts the new login into the store.</summary>
    void Put(RotationContext context, string login, string password);

    /// <summary>Connects with the new login, or as an administrator.</summary>
    Task<ILogins> ConnectAsync(IConfiguration configuration);
}

/// <summary>The logins of a server.</summary>
internal interface ILogins : IAsyncDisposable
{
    Task<long> ConnectionsAsync(string login);

    Task CloseAsync(string login);
}
