using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>The settings of data sources: the application's role for serving, the owner's role for migrating.</summary>
public static class Databases
{
    internal static NpgsqlDataSourceBuilder App(IConfiguration configuration, DatabaseOptions options)
    {
        var settings = Settings(configuration, "Postgres");
        settings.Timeout = options.ConnectTimeoutSeconds;
        settings.CommandTimeout = options.CommandTimeoutSeconds;
        settings.MaxPoolSize = options.MaxPoolSize;
        settings.MaxAutoPrepare = 200;
        settings.AutoPrepareMinUsages = 2;
        settings.NoResetOnClose = true;
        // Every hot statement finds its rows by primary key: planning it again for each set of parameters would cost more than running it.
        // Compiling one takes longer than running it as well: half a second for a search whose estimate is high.
        // And never by reading whole tables: a plan is kept, and one that was made while a table had no rows would read all those that it gets.
        settings.Options =
            $"-c lock_timeout={options.LockTimeoutMs} -c timezone=UTC -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";
        // The name stands in metrics, where the settings have no business.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "rupaya" };
    }

    /// <summary>The connection string of a name, which must be encrypted unless it leads to loopback.</summary>
    /// <param name="configuration">Settings.</param>
    /// <param name="name"><c>Postgres</c> or <c>PostgresOwner</c>.</param>
    /// <exception cref="InvalidOperationException">It is missing, or leads elsewhere without TLS.</exception>
    public static NpgsqlConnectionStringBuilder Settings(IConfiguration configuration, string name)
    {
        var text = configuration.GetConnectionString(name);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException($"ConnectionStrings:{name} is not set.");
        }
        var settings = new NpgsqlConnectionStringBuilder(text)
        {
            ApplicationName = "rupaya",
            // TLS protects the way. The attempt at Kerberos before it costs a round trip and, in an image without its library, a line of complaint.
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        TransportSecurity.RequireForRemote(
            name,
            settings.Host ?? "",
            settings.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull
        );
        return settings;
    }
}
