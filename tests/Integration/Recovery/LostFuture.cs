using System.Security.Cryptography;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recovery;

/// <summary>
/// A database as it was at a moment, and the logs of what was done after it on another copy, which is gone: what a restore leaves behind. The processes
/// are real and are killed.
/// </summary>
internal sealed class LostFuture : IAsyncDisposable
{
    private static readonly string Master = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string Token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly IReadOnlyDictionary<string, string?> _more;

    private LostFuture(TestDatabase restored, DateTimeOffset moment, string log, IReadOnlyDictionary<string, string?> more) =>
        (Restored, Moment, Log, _more) = (restored, moment, log, more);

    public TestDatabase Restored { get; }

    public DateTimeOffset Moment { get; }

    /// <summary>The file that the processes' log stream was kept in.</summary>
    public string Log { get; }

    public Dictionary<string, string?> Settings => SettingsOf(Restored, _more);

    /// <param name="database">Where the books are.</param>
    /// <param name="more">Settings of the test beside the usual ones.</param>
    public static Dictionary<string, string?> SettingsOf(TestDatabase database, IReadOnlyDictionary<string, string?>? more = null) =>
        new(more ?? new Dictionary<string, string?>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["ConnectionStrings:PostgresOwner"] = database.OwnerText,
            ["Security:MasterKey"] = Master,
            ["Security:TokenSecret"] = Token,
            ["Security:EraseAfterDays"] = "0",
            ["Security:AdminsNeedMfa"] = "false",
            ["Housekeeping:Seconds"] = "1",
            ["RateLimits:Enabled"] = "false",
        };

    public static async Task<LostFuture> LiveAsync(
        Func<Uri, Task> before,
        Func<ProductProcess, TestDatabase, Task<string>> after,
        IReadOnlyDictionary<string, string?>? settings = null
    )
    {
        var more = settings ?? new Dictionary<string, string?>(StringComparer.Ordinal);
        await using var present = await TestDatabase.CreateAsync();
        await using (var process = await ProductProcess.StartAsync("all", SettingsOf(present, more)))
        {
            await before(process.Address);
        }
        var restored = await present.CloneAsync();
        var moment = TimeProvider.System.GetUtcNow();
        await using var doomed = await ProductProcess.StartAsync("all", SettingsOf(present, more));
        var commands = await after(doomed, present);
        var log = Path.Combine(Path.GetTempPath(), $"rupaya-lost-{Guid.CreateVersion7():N}.log");
        await File.WriteAllLinesAsync(log, [.. doomed.Log(), .. commands.Split('\n')]);
        return new LostFuture(restored, moment, log, more);
    }

    /// <summary>Runs <c>rupaya restored</c>.</summary>
    public Task<(int Code, string Output)> TellAsync(params string[] options) =>
        ProductProcess.RunAsync(["restored", "--to", $"{Moment:O}", .. options, Log], Settings);

    public async ValueTask DisposeAsync()
    {
        await Restored.DisposeAsync();
        File.Delete(Log);
    }
}
