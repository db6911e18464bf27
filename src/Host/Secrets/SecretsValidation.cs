using Rupaya.Features;
using Rupaya.Infrastructure;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Platform;
using Rupaya.Workers;

namespace Rupaya.Host.Secrets;

/// <summary>Something that was looked at.</summary>
/// <param name="What">A few words.</param>
/// <param name="Problem">What is to be mended; null where nothing is. Never a secret.</param>
internal sealed record Finding(string What, string? Problem);

/// <summary>Looks at all settings at once, and tells of each what is wrong with it.</summary>
internal static class SecretsValidation
{
    public static async Task<int> RunAsync(RotationContext context, Redaction redaction)
    {
        var findings = await FindAsync(context);
        foreach (var (what, problem) in findings)
        {
            await Console.Out.WriteLineAsync(problem is null ? $"ok     {what}" : $"WRONG  {what}: {redaction.Of(problem)}");
        }
        return findings.TrueForAll(f => f.Problem is null) ? 0 : 1;
    }

    private static async Task<List<Finding>> FindAsync(RotationContext context)
    {
        var findings = Sections(context.Configuration).ToList();
        findings.AddRange(SecretsStrengthCheck.Find(context.Configuration));
        findings.AddRange(ConnectionChecks.Find(context.Configuration));
        findings.AddRange(CertificateChecks.InFiles(context.Configuration, context.Now));
        findings.AddRange(HalfDoneRotations.Find(context.Configuration, context.Now));
        if (context.Arguments.Connect)
        {
            findings.AddRange(await ServerProbes.FindAsync(context));
        }
        return findings;
    }

    // Those of all roles: whoever looks does not know yet which of them will be started.
    private static List<Finding> Sections(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddInfrastructure(configuration);
        services.AddApi([typeof(FeaturesAssembly).Assembly]);
        services.AddOtlpExport(configuration);
        services.AddMetricsListener();
        services.AddWorkers([typeof(WorkersRegistration).Assembly]);
        using var provider = services.BuildServiceProvider();
        return
        [
            .. provider
                .GetServices<CheckedSection>()
                .GroupBy(s => s.Name, StringComparer.Ordinal)
                .Select(g => new Finding(
                    g.Key,
                    string.Join(' ', g.SelectMany(s => s.Problems(provider))) is { Length: > 0 } found ? found : null
                )),
        ];
    }
}
