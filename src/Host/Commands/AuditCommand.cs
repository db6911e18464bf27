using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Audit;

namespace Rupaya.Host.Commands;

/// <summary>Verifies the audit log: <c>audit verify [FILE …]</c>, the files being logs of the processes, whose heads a cut tail cannot hide from.</summary>
internal static class AuditCommand
{
    public static async Task<int> VerifyAsync(string[] args)
    {
        await using var app = CommandHost.Build([.. args.Where(a => a.StartsWith("--", StringComparison.Ordinal))]);
        var options = app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value;
        if (args.FirstOrDefault(a => !a.StartsWith("--", StringComparison.Ordinal) && !File.Exists(a)) is { } missing)
        {
            throw new InvalidOperationException($"there is no log {missing}.");
        }
        var heads = new List<LoggedHead>();
        foreach (var file in args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)))
        {
            heads.AddRange(AuditVerifier.ReadLog(File.ReadLines(file)));
        }
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var purgedBefore = options.AuditRetentionDays > 0 ? now.AddDays(-options.AuditRetentionDays) : DateTimeOffset.MinValue;
        var report = await app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(heads, purgedBefore, CancellationToken.None);
        Console.WriteLine(report.Problem ?? Intact(report, heads.Distinct().Count()));
        return report.Problem is null ? 0 : 1;
    }

    private static string Intact(AuditReport report, int heads)
    {
        var gone = report.Restored == 0 ? "" : $", {report.Restored} more were taken away by a restore";
        return $"{report.Rows} rows are intact; {heads - report.Restored} heads from the log stream are where they were{gone}.";
    }
}
