using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Host;
using Rupaya.Infrastructure.Platform;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Routing;

namespace Rupaya.Integration.Fixtures;

/// <summary>The product's own host for a role, on a real port, with settings of a test.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private static readonly string MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string TokenSecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly WebApplication _app;

    private TestHost(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestHost> StartAsync(
        string role,
        string postgres,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? clock = null,
        params System.Reflection.Assembly[] more
    )
    {
        var app = RupayaHost.Build(
            Role.Parse(role),
            [],
            builder =>
            {
                builder.Logging.ClearProviders();
                if (Environment.GetEnvironmentVariable("RUPAYA_TEST_LOG") is not null)
                {
                    builder.Logging.AddSimpleConsole();
                }
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
                    {
                        ["urls"] = "http://127.0.0.1:0",
                        ["Web:MetricsPort"] = "0",
                        ["ConnectionStrings:Postgres"] = postgres,
                        ["Security:MasterKey"] = MasterKey,
                        ["Security:TokenSecret"] = TokenSecret,
                        // Tests of other things sign many users up from one address.
                        ["RateLimits:Enabled"] = "false",
                        // What administrators do is tested without their codes; that they need them is a test of its own.
                        ["Security:AdminsNeedMfa"] = "false",
                    }
                );
                builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
                builder.Services.AddSingleton(provider =>
                    SqlLog
                        .Watch(Databases.App(builder.Configuration, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value))
                        .Build()
                );
                if (clock is not null)
                {
                    builder.Services.AddSingleton(clock);
                }
            },
            more
        );
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // What runs in the background has begun, and would keep its database in use.
            await app.DisposeAsync();
            throw;
        }
        return new TestHost(app);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Client Client() => new(Address);

    /// <summary>What a scrape shows.</summary>
    public async Task<string> MetricsAsync()
    {
        using var http = new HttpClient { BaseAddress = Get<MetricsListener>().Address };
        return await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
