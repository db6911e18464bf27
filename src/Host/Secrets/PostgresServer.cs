using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Host.Secrets;

/// <summary>PostgreSQL: the two logins are members of the application's role, which migrations grant to.</summary>
internal sealed class PostgresServer : ILoginServer
{
    private const string Setting = "ConnectionStrings__Postgres";

    public string Name => "Postgres";
    public string Word => "postgres";
    public TimeSpan CountsLateBy => TimeSpan.Zero;

    /// <summary>The role whose privileges a login has.</summary>
    public static string RoleOf(string login) =>
        login.EndsWith("_a", StringComparison.Ordinal) || login.EndsWith("_b", StringComparison.Ordinal) ? login[..^2] : login;

    public string LoginIn(IConfiguration configuration) =>
        Databases.Settings(configuration, Name).Username
        ?? throw new InvalidOperationException("ConnectionStrings:Postgres has no Username.");

    public async Task<string> OpenAsync(IConfiguration configuration, string like, string login, string password)
    {
        await using var administrator = Administrator(configuration);
        await new PostgresLogins(administrator).OpenAsync(RoleOf(like), login, password);
        return "";
    }

    public void Put(RotationContext context, string login, string password)
    {
        var text = context.Configuration.GetConnectionString(Name);
        context.Store.Set(Setting, new NpgsqlConnectionStringBuilder(text) { Username = login, Password = password }.ConnectionString);
        // What PostgreSQL's own programs read, where the store has it for them.
        foreach (var (name, value) in new[] { ("PGUSER", login), ("PGPASSWORD", password) })
        {
            if (context.Store.Find(name) is not null)
            {
                context.Store.Set(name, value);
            }
        }
    }

    public Task<ILogins> ConnectAsync(IConfiguration configuration) => Task.FromResult<ILogins>(new Logins(Administrator(configuration)));

    private static NpgsqlDataSource Administrator(IConfiguration configuration) =>
        NpgsqlDataSource.Create(Databases.Settings(configuration, "PostgresAdmin"));

    private sealed class Logins(NpgsqlDataSource administrator) : ILogins
    {
        private readonly PostgresLogins _logins = new(administrator);

        public Task<long> ConnectionsAsync(string login) => _logins.ConnectionsAsync(login);

        public Task CloseAsync(string login) => _logins.LockAsync(login);

        public ValueTask DisposeAsync() => administrator.DisposeAsync();
    }
}
