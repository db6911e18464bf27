using Rupaya.Host.Commands;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Host.Secrets;

/// <summary>The keys that sign access tokens: they are in the database, processes look for new ones, and old ones end by themselves.</summary>
internal sealed class SigningKeyRotation : IRotation
{
    public async Task<string> BeginAsync(RotationContext context)
    {
        await using var app = CommandHost.Build(context.Arguments.Settings, context.Store.Settings);
        var keyId = await app.Services.GetRequiredService<SigningKeyRing>().RotateAsync(CancellationToken.None);
        return $"{keyId} is published and signs soon; no process need be replaced.";
    }

    public Task<string> FinishAsync(RotationContext context) =>
        throw new InvalidOperationException("Signing keys end by themselves; one that leaked: rupaya keys revoke KEY.");
}
