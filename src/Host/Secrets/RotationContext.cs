namespace Rupaya.Host.Secrets;

/// <summary>What a rotation works with.</summary>
/// <param name="Store">Where the secrets are.</param>
/// <param name="Arguments">What was asked for.</param>
/// <param name="Configuration">The settings, those of the store first.</param>
/// <param name="Clock">The time.</param>
internal sealed record RotationContext(SecretStore Store, SecretsArguments Arguments, IConfiguration Configuration, TimeProvider Clock)
{
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>For people.</summary>
    public static string At(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'");
}

/// <summary>
/// A secret that is replaced while everything runs: the new one is put beside the old one, processes are replaced, then the old one goes. Each half
/// returns what to tell whoever asked.
/// </summary>
internal interface IRotation
{
    /// <summary>Puts the new one into the store; the old one goes on working.</summary>
    Task<string> BeginAsync(RotationContext context);

    /// <summary>Ends the old one, once no process needs it.</summary>
    Task<string> FinishAsync(RotationContext context);
}
