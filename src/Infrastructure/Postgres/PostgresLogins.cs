using System.Globalization;
using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// Roles that sign in for another one: members of the application's role that have its privileges and a password each. So a password changes
/// while the one before it still works. Needs an administrator, who need not be a superuser.
/// </summary>
/// <param name="administrator">The administrator's connection.</param>
public sealed class PostgresLogins(NpgsqlDataSource administrator)
{
    /// <summary>Lets a login in with this password and no other; makes it where it is not there.</summary>
    /// <param name="role">Whose privileges it has.</param>
    /// <param name="login">Its name.</param>
    /// <param name="password">Its password, of printable ASCII characters.</param>
    public async Task OpenAsync(string role, string login, string password)
    {
        await using var server = await NewServer.OpenAsync(administrator);
        await server.EnsureRoleAsync(login, password);
        await server.GrantAsync(role, login);
    }

    /// <summary>How many connections a login has, in whatever database.</summary>
    /// <param name="login">Its name.</param>
    public async Task<long> ConnectionsAsync(string login)
    {
        await using var command = administrator.CreateCommand("select count(*) from pg_stat_activity where usename = $1");
        command.Parameters.Add(Parameter(login));
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Lets a login in no more; it keeps neither password nor, where it is the application's role itself, any privilege less.</summary>
    /// <param name="login">Its name.</param>
    public async Task LockAsync(string login)
    {
        await using var command = administrator.CreateCommand($"alter role {NewServer.Quoted(login)} nologin password null");
        await command.ExecuteNonQueryAsync();
    }
}
