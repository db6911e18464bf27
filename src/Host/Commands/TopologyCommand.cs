using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Host.Commands;

/// <summary>
/// Declares every exchange, queue and binding of this build and tells the processes of other builds of its effects, then exits; fails when RabbitMQ
/// does not answer in time. With <c>Messaging:Transport=InProcess</c> there is nothing to declare.
/// </summary>
internal static class TopologyCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();
        var transport = configuration["Messaging:Transport"] ?? MessagingOptions.RabbitMq;
        string[] quiet = [.. settings, $"--Messaging:Transport={transport}", "--Messaging:Dispatch=false", "--urls=http://127.0.0.1:0"];
        await using var app = RupayaHost.Build(new Role(Serves: false, Works: false), quiet, WithoutSecrets);
        var declared = await Topology.DeclareAsync(app, Limit);
        Console.WriteLine(declared ? "Topology declared." : "RabbitMQ did not answer; nothing is known to be declared.");
        return declared ? 0 : 1;
    }

    // Run where nobody has the product's secrets: what start-up asks of a process is not asked here.
    private static void WithoutSecrets(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupValidator, NothingToCheck>();

    private sealed class NothingToCheck : IStartupValidator
    {
        public void Validate() { }
    }
}
