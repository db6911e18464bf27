using System.Collections.Frozen;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>
/// What keeps a passkey, by the model that an authenticator says it is (AAGUID). A name for people and nothing more: nobody proves it. From the
/// list of passkeydeveloper/passkey-authenticator-aaguids.
/// </summary>
internal static class PasskeyProviders
{
    private static readonly FrozenDictionary<Guid, string> Names = Load();

    /// <summary>The provider's name; null for one that is not known.</summary>
    public static string? NameOf(Guid aaguid) => Names.GetValueOrDefault(aaguid);

    private static FrozenDictionary<Guid, string> Load()
    {
        var type = typeof(PasskeyProviders);
        using var stream = type.Assembly.GetManifestResourceStream("Rupaya.Infrastructure.Identity.Data.passkey-providers.txt")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToFrozenDictionary(parts => Guid.Parse(parts[0]), parts => parts[1]);
    }
}
