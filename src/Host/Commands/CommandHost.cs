namespace Rupaya.Host.Commands;

/// <summary>The product's services for a command that runs once: nothing listens, dispatches or works.</summary>
internal static class CommandHost
{
    private static readonly string[] Quiet = ["--Messaging:Transport=InProcess", "--Cache:Provider=Memory", "--Messaging:Dispatch=false"];

    /// <param name="settings">From the command line.</param>
    /// <param name="store">Settings of a store of secrets, which win over the environment's.</param>
    public static WebApplication Build(string[] settings, IReadOnlyDictionary<string, string?>? store = null)
    {
        var app = RupayaHost.Build(
            new Role(Serves: false, Works: false),
            [],
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(store);
                builder.Configuration.AddCommandLine([.. settings, .. Quiet]);
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
            }
        );
        CommandLine.Check(app.Services);
        return app;
    }
}
