namespace Rupaya.Host.Commands;

/// <summary>The product's services for a command that runs once: nothing listens, dispatches or works.</summary>
internal static class CommandHost
{
    public static WebApplication Build(string[] settings)
    {
        var app = RupayaHost.Build(
            new Role(Serves: false, Works: false),
            [.. settings, "--Messaging:Transport=InProcess", "--Cache:Provider=Memory", "--Messaging:Dispatch=false"],
            builder => builder.Logging.SetMinimumLevel(LogLevel.Warning)
        );
        CommandLine.Check(app.Services);
        return app;
    }
}
