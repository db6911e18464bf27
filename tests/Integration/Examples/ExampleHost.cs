using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Examples;

/// <summary>The embedded product at a time of its own, so that what it says is the same whenever it is asked.</summary>
public sealed class ExampleHost : IAsyncLifetime
{
    /// <summary>A Monday morning in Bengaluru.</summary>
    internal static readonly DateTimeOffset Start = new(2026, 11, 16, 3, 30, 0, TimeSpan.Zero);

    internal Clock Clock { get; } = new() { Now = Start };
    internal Mailbox Mail { get; } = new();
    internal BentProvider Provider { get; private set; } = null!;
    internal TestDatabase Database { get; private set; } = null!;
    internal TestHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Provider = await BentProvider.StartAsync();
        Provider.Clock = Clock;
        var providers = OidcProduct.Shared.And(OidcProduct.Provider("google", Provider.Issuer));
        Host = await TestHost.StartAsync("all", Database.App, Settings(providers), Clock);
    }

    private Dictionary<string, string?> Settings(Dictionary<string, string?> providers) =>
        Mail.Settings.And(HookReceiver.Settings).And(providers).And(new(StringComparer.Ordinal) { ["Sandbox:Enabled"] = "true" });

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        await Provider.DisposeAsync();
        Mail.Dispose();
    }
}
