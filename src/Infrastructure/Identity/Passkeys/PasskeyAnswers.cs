namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>A credential that was made as it should be.</summary>
internal sealed record NewCredential(
    byte[] Id,
    byte[] PublicKey,
    uint SignCount,
    Guid Aaguid,
    string[] Transports,
    bool BackupEligible,
    bool BackedUp
);

/// <summary>A signature that is right.</summary>
internal sealed record GoodAssertion(uint SignCount, bool BackupEligible, bool BackedUp);
