using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Security;

/// <summary>Hashes and verifies passwords, a bounded number at once, so that a storm of sign-ins cannot take the whole machine.</summary>
internal sealed class Passwords(IOptions<SecurityOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.ConcurrentHashes);

    // Verified against when the e-mail is unknown, so that known and unknown cost the same.
    private readonly Lazy<string> _nobody = new(() => Argon2.Hash("nobody has this password"));

    public Task<string> HashAsync(string password, CancellationToken cancellation) =>
        InSlotAsync(() => Argon2.Hash(password), cancellation);

    /// <summary>False for a wrong password and for an unknown user (<paramref name="hash"/> null), after the same work.</summary>
    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken cancellation) =>
        InSlotAsync(() => Argon2.Verify(hash ?? _nobody.Value, password) && hash is not null, cancellation);

    public void Dispose() => _slots.Dispose();

    private async Task<T> InSlotAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            _slots.Release();
        }
    }
}
