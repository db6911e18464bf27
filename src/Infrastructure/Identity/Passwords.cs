using System.Diagnostics;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Hashes and verifies passwords, a bounded number at once, so that a storm of sign-ins cannot take the whole machine.</summary>
public sealed class Passwords(IOptions<SecurityOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.ConcurrentHashes);

    // Verified against when the e-mail is unknown, so that known and unknown cost the same.
    private readonly Lazy<string> _nobody = new(() => Argon2.Hash("nobody has this password", options.Value.Argon2));

    /// <summary>The hash to store, with today's parameters. Waits for one of <c>Security:ConcurrentHashes</c> places.</summary>
    public Task<string> HashAsync(string password, CancellationToken cancellation) =>
        InSlotAsync(() => Argon2.Hash(password, options.Value.Argon2), cancellation);

    /// <summary>False for a wrong password and for an unknown user (<paramref name="hash"/> null), after the same work.</summary>
    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken cancellation) =>
        InSlotAsync(() => Argon2.Verify(hash ?? _nobody.Value, password) && hash is not null, cancellation);

    /// <summary>True when the cost was changed since the hash was made.</summary>
    public bool IsOutdated(string hash) => !Argon2.HasCost(hash, options.Value.Argon2);

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private async Task<T> InSlotAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        var asked = Stopwatch.GetTimestamp();
        await _slots.WaitAsync(cancellation);
        try
        {
            Telemetry.PasswordWait.Record(Stopwatch.GetElapsedTime(asked).TotalSeconds);
            return await Task.Run(work, cancellation);
        }
        finally
        {
            _slots.Release();
        }
    }
}
