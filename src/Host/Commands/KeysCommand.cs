using System.Security.Cryptography;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Host.Commands;

/// <summary>Secrets and signing keys.</summary>
internal static class KeysCommand
{
    /// <summary>Prints fresh secrets as settings, for an environment file that only the service can read.</summary>
    public static int New()
    {
        Console.WriteLine($"Security__MasterKey={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}");
        Console.WriteLine($"Security__TokenSecret={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}");
        return 0;
    }

    /// <summary>Adds a signing key; the earlier ones verify until what they signed has expired.</summary>
    public static async Task<int> RotateAsync(string[] settings)
    {
        await using var app = Build(settings);
        var options = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<SecurityOptions>>().Value;
        var keyId = await app.Services.GetRequiredService<SigningKeyRing>().RotateAsync(CancellationToken.None);
        Console.WriteLine($"{keyId} is published and signs in {options.KeyActivationSeconds} s.");
        return 0;
    }

    /// <summary>Ends a key that leaked, in every process within <c>Security:KeyRefreshSeconds</c>.</summary>
    public static async Task<int> RevokeAsync(string keyId, string[] settings)
    {
        await using var app = Build(settings);
        var found = await app.Services.GetRequiredService<SigningKeyRing>().RevokeAsync(keyId, CancellationToken.None);
        Console.WriteLine(found ? $"{keyId} verifies nothing any more, in every process within seconds." : $"There is no key {keyId}.");
        return found ? 0 : 1;
    }

    /// <summary>Seals with the current master key what earlier ones sealed; afterwards they can be taken out of the settings.</summary>
    public static async Task<int> ResealAsync(string[] settings)
    {
        await using var app = Build(settings);
        var resealed = await app.Services.GetRequiredService<Resealing>().RunAsync(CancellationToken.None);
        Console.WriteLine($"{resealed} keys sealed again.");
        return 0;
    }

    private static WebApplication Build(string[] settings) => CommandHost.Build(settings);
}
