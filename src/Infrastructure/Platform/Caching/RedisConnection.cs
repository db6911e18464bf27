using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using StackExchange.Redis;

namespace Rupaya.Infrastructure.Platform.Caching;

/// <summary>
/// The only class that talks to the Redis client. Each call has a limit of our own, because the client's timeout does not fire against a
/// server that is stopped but connected; a failure opens a circuit for a second. Without Redis everything goes on, slower.
/// </summary>
internal sealed partial class RedisConnection(
    IConfiguration configuration,
    IOptions<CacheOptions> options,
    TimeProvider clock,
    ILogger<RedisConnection> logger
) : IDisposable
{
    private static readonly TimeSpan Open = TimeSpan.FromSeconds(1);
    private readonly ConfigurationOptions _settings = Settings(configuration);
    private readonly Lock _connecting = new();
    private Task<ConnectionMultiplexer>? _connection;
    private long _openUntil;

    /// <summary>Runs a call; false when Redis did not answer in time or the circuit is open.</summary>
    public async Task<(bool Answered, T? Value)> TryAsync<T>(Func<IDatabase, Task<T>> call)
    {
        if (clock.GetTimestamp() < Interlocked.Read(ref _openUntil))
        {
            return (false, default);
        }
        try
        {
            var limit = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMs);
            return (true, await CallAsync(call).WaitAsync(limit, clock));
        }
        catch (Exception e) when (e is TimeoutException or RedisException or ObjectDisposedException or AggregateException)
        {
            UsageTelemetry.CacheErrors.Add(1);
            var until = clock.GetTimestamp() + (long)(Open.TotalSeconds * clock.TimestampFrequency);
            if (Interlocked.Exchange(ref _openUntil, until) == 0)
            {
                Unavailable(e.GetType().Name);
            }
            return (false, default);
        }
    }

    public void Dispose()
    {
        if (_connection is { IsCompletedSuccessfully: true, Result: var connection })
        {
            connection.Dispose();
        }
    }

    private async Task<T> CallAsync<T>(Func<IDatabase, Task<T>> call)
    {
        var connection = await ConnectAsync();
        var value = await call(connection.GetDatabase());
        Interlocked.Exchange(ref _openUntil, 0);
        return value;
    }

    // Once: the client reconnects by itself, also when there was no server at first.
    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_connecting)
        {
            return _connection ??= ConnectionMultiplexer.ConnectAsync(_settings);
        }
    }

    internal static ConfigurationOptions Settings(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString("Redis");
        var settings = ConfigurationOptions.Parse(text ?? throw new InvalidOperationException("ConnectionStrings:Redis is not set."));
        TransportSecurity.RequireForRemote("Redis", text.Split(',')[0], settings.Ssl);
        settings.AbortOnConnectFail = false;
        settings.ConnectTimeout = 1000;
        settings.ClientName = "rupaya";
        return settings;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is not available ({Reason}); going on without it")]
    private partial void Unavailable(string reason);
}
