using System.Diagnostics;
using Rupaya.Infrastructure.Security;

namespace Rupaya.Load;

/// <summary>The machine's bare Argon2id rate at the product's cost: threads that do nothing else.</summary>
internal static class Argon2Yardstick
{
    public static void Run(int threads, int seconds)
    {
        var cost = new Argon2Options();
        var hash = Argon2.Hash("SecurePass123!", cost);
        var hashes = 0L;
        var start = Stopwatch.GetTimestamp();
        var workers = Enumerable
            .Range(0, threads)
            .Select(_ => new Thread(() =>
            {
                while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
                {
                    Argon2.Verify(hash, "SecurePass123!");
                    Interlocked.Increment(ref hashes);
                }
            }))
            .ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        Console.WriteLine($"{hashes / Stopwatch.GetElapsedTime(start).TotalSeconds:0.0}");
    }
}
