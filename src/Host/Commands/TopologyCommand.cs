using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Host.Commands;

/// <summary>Declares every exchange, queue and binding of this build, then exits; fails when RabbitMQ does not answer in time.</summary>
internal static class TopologyCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] settings)
    {
        string[] quiet = [.. settings, "--Messaging:Transport=RabbitMq", "--Messaging:Dispatch=false", "--urls=http://127.0.0.1:0"];
        await using var app = RupayaHost.Build(new Role(Serves: false, Works: false), quiet, BrokerOnly);
        var declared = await Topology.DeclareAsync(app, Limit);
        Console.WriteLine(declared ? "Topology declared." : "RabbitMQ did not answer; nothing is known to be declared.");
        return declared ? 0 : 1;
    }

    // Run where nobody has the product's secrets: what start-up asks of a process is not asked here.
    private static void BrokerOnly(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupValidator, NothingToCheck>();

    private sealed class NothingToCheck : IStartupValidator
    {
        public void Validate() { }
    }
}
