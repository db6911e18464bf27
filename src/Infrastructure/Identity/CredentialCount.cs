namespace Rupaya.Infrastructure.Identity;

/// <summary>How many credentials of a kind a user has. Each kind registers its own; a kind that nobody registered is counted as none.</summary>
/// <param name="Kind">One of the names below.</param>
/// <param name="Text">Counts those of the user <c>$1</c>.</param>
public sealed record CredentialCount(string Kind, string Text)
{
    /// <summary>Passkeys.</summary>
    public const string Passkeys = "passkeys";

    /// <summary>Identities with other providers.</summary>
    public const string Identities = "identities";
}
