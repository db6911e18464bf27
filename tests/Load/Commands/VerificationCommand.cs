using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Host.Commands;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Load.Commands;

/// <summary>
/// Microseconds to verify an access token, median of seven rounds: never seen before, seen before, and the mix of a client that uses each token
/// for a hundred requests.
/// </summary>
internal static class VerificationCommand
{
    private const int Tokens = 2000;
    private const int Uses = 100;

    public static async Task RunAsync()
    {
        await using WebApplication app = CommandHost.Build([]);
        var ring = app.Services.GetRequiredService<SigningKeyRing>();
        await ring.RefreshAsync(CancellationToken.None);
        var (fresh, seen, mixed) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 7; round++)
        {
            var tokens = ActivatorUtilities.CreateInstance<AccessTokens>(app.Services);
            var some = new string[Tokens];
            for (var i = 0; i < Tokens; i++)
            {
                some[i] = await tokens.IssueAsync(
                    Guid.CreateVersion7(),
                    Guid.CreateVersion7(),
                    "user",
                    Guid.CreateVersion7(),
                    CancellationToken.None
                );
            }
            fresh.Add(await MeasureAsync(tokens, some, 1));
            seen.Add(await MeasureAsync(tokens, some, Uses));
            mixed.Add(await MeasureAsync(ActivatorUtilities.CreateInstance<AccessTokens>(app.Services), some, Uses));
        }
        Console.WriteLine(
            $"new {Median(fresh):0.00} us, seen {Median(seen):0.00} us, each used {Uses} times {Median(mixed):0.00} us on average (target: under 20)"
        );
    }

    private static async Task<double> MeasureAsync(AccessTokens tokens, string[] some, int uses)
    {
        var start = Stopwatch.GetTimestamp();
        for (var use = 0; use < uses; use++)
        {
            foreach (var token in some)
            {
                _ =
                    await tokens.VerifyAsync(token, CancellationToken.None)
                    ?? throw new InvalidOperationException("A good token was refused.");
            }
        }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / (uses * some.Length);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
