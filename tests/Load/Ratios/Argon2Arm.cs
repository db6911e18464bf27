using System.Diagnostics;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Load.Ratios;

/// <summary>The machine's bare Argon2id rate at the product's cost: as many threads as the product computes at once, which do nothing else.</summary>
internal static class Argon2Arm
{
    public static Arm Make() =>
        new(
            "argon2id",
            (seconds, stop) =>
                Task.Run(
                    () => new Block(Rate(Math.Min(Environment.ProcessorCount, new SecurityOptions().ConcurrentHashes), seconds, stop), 0),
                    CancellationToken.None
                )
        );

    private static double Rate(int threads, double seconds, CancellationToken stop)
    {
        const string Password = "SecurePass123!";
        var hash = Argon2.Hash(Password, new Argon2Options());
        var hashes = 0L;
        var start = Stopwatch.GetTimestamp();
        var workers = Enumerable
            .Range(0, threads)
            .Select(_ => new Thread(() =>
            {
                while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds && !stop.IsCancellationRequested)
                {
                    Argon2.Verify(hash, Password);
                    Interlocked.Increment(ref hashes);
                }
            }))
            .ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return hashes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
