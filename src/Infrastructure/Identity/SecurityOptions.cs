namespace Rupaya.Infrastructure.Identity;

/// <summary>Secrets, lifetimes and limits. Bound from <c>Security</c>; the secrets have no default, and start-up names what is missing.</summary>
public sealed record SecurityOptions
{
    /// <summary>32 random bytes, base64: encrypts signing keys and user keys at rest. Made by <c>rupaya keys new</c>.</summary>
    internal string MasterKey { get; init; } = "";

    /// <summary>
    /// Earlier master keys, which still open what they sealed until <c>rupaya keys reseal</c> has run; as <c>KEY@INSTANT</c> with an instant that is
    /// still to come, one that seals until then. Several may stand in one, separated by commas.
    /// </summary>
    internal string[] PreviousMasterKeys { get; init; } = [];

    /// <summary>At least 32 random bytes, base64: the root of the keys that derived tokens and look-up hashes are made with.</summary>
    internal string TokenSecret { get; init; } = "";

    /// <summary>
    /// Earlier ones as <c>SECRET@INSTANT</c>, the instant at which each was replaced: what they issued counts for <see cref="SessionDays"/> longer, and
    /// backup codes for as long as the secret stands here. With an instant that is still to come it goes on issuing until then. Several may stand in
    /// one, separated by commas.
    /// </summary>
    public string[] PreviousTokenSecrets { get; init; } = [];

    /// <summary>The <c>iss</c> and <c>aud</c> of access tokens, and the issuer that authenticator apps show.</summary>
    public string Issuer { get; init; } = "rupaya";

    internal int AccessTokenMinutes { get; init; } = 15;

    /// <summary>Absolute: refreshing does not extend it.</summary>
    internal int SessionDays { get; init; } = 7;

    /// <summary>A new signing key is published this long before it signs, so that every process knows it by then.</summary>
    public int KeyActivationSeconds { get; init; } = 60;

    /// <summary>How often a process looks for new signing keys; well below <see cref="KeyActivationSeconds"/>.</summary>
    internal int KeyRefreshSeconds { get; init; } = 10;

    /// <summary>Password hashes computed at once; each takes <see cref="Argon2Options.MemoryKib"/> and a core.</summary>
    internal int ConcurrentHashes { get; init; } = 2;

    internal Argon2Options Argon2 { get; init; } = new();

    /// <summary>Consecutive wrong passwords from one device or address that lock it out.</summary>
    internal int LockoutFailures { get; init; } = 5;

    /// <summary>Wrong passwords from all unknown devices together that lock all unknown devices out (NIST SP 800-63B: at most 100).</summary>
    internal int LockoutUnknownFailures { get; init; } = 100;

    internal int LockoutMinutes { get; init; } = 30;

    /// <summary>Minutes after a sign-in or a step-up in which grave things may be done.</summary>
    internal int StepUpMinutes { get; init; } = 10;

    /// <summary>True when administrators need two-step sign-in for everything below <c>/admin</c>.</summary>
    internal bool AdminsNeedMfa { get; init; } = true;

    /// <summary>Seconds in which the refresh token before the present one gets the same successor again, for a client without attempt ids.</summary>
    internal int RefreshGraceSeconds { get; init; } = 30;

    /// <summary>Hours after which a browser's session that nobody used is over.</summary>
    internal int WebIdleHours { get; init; } = 24;

    /// <summary>Minutes until a half-done sign-in has to start again.</summary>
    public int ChallengeMinutes { get; init; } = 5;

    /// <summary>Minutes that a link to reset a password works.</summary>
    public int ResetMinutes { get; init; } = 30;

    /// <summary>Hours that a link to verify an address works.</summary>
    public int VerificationHours { get; init; } = 48;

    /// <summary>Days that an invitation to a book stands.</summary>
    public int InvitationDays { get; init; } = 7;

    /// <summary>From the request to be forgotten to the erasure.</summary>
    public int EraseAfterDays { get; init; } = 14;

    /// <summary>Audit rows older than this are purged; 0 keeps them for ever.</summary>
    public int AuditRetentionDays { get; init; } = 730;

    /// <summary>Asked for the SHA-1 range of a new password (k-anonymity), such as <c>https://api.pwnedpasswords.com/range/</c>; empty is off.</summary>
    internal string BreachRangeUrl { get; init; } = "";

    /// <summary>Null when valid, else the first thing to mend; never contains a secret.</summary>
    internal string? Problem() => Problems().FirstOrDefault();

    /// <summary>All that is to be mended; never contains a secret.</summary>
    internal IEnumerable<string> Problems() =>
        new[] { OfMasterKeys(), OfTokenSecrets(), OfBoth(), OfNumbers(), OfRangeService(), Argon2.Problem() }.OfType<string>();

    private string? OfMasterKeys() =>
        MasterKey.Length == 0 ? "Security:MasterKey is not set (make one with: rupaya keys new)."
        : LengthOf(MasterKey) != 32
        || Array.Exists(PreviousSecret.Split(PreviousMasterKeys), k => LengthOf(PreviousSecret.Parse(k)?.Secret ?? k) != 32)
            ? "Security:MasterKey and Security:PreviousMasterKeys must be 32 random bytes in base64 (make one with: rupaya keys new)."
        : null;

    private string? OfTokenSecrets()
    {
        if (LengthOf(TokenSecret) < 32)
        {
            return "Security:TokenSecret must be at least 32 random bytes in base64 (make one with: rupaya keys new).";
        }
        var earlier = Array.ConvertAll(PreviousSecret.Split(PreviousTokenSecrets), PreviousSecret.Parse);
        return Array.Exists(earlier, p => p is null || LengthOf(p.Secret) < 32)
                ? "Security:PreviousTokenSecrets must be SECRET@INSTANT: the secret as it was set, and when it was replaced, "
                    + "such as 2026-11-26T10:00:00Z."
            : Array.Exists(earlier, p => p!.Secret == TokenSecret)
                ? "Security:PreviousTokenSecrets must not hold the present Security:TokenSecret."
            : null;
    }

    private string? OfBoth() =>
        MasterKey.Length > 0 && MasterKey == TokenSecret ? "Security:MasterKey and Security:TokenSecret must differ." : null;

    private string? OfNumbers()
    {
        int[] atLeastOne =
        [
            AccessTokenMinutes,
            SessionDays,
            KeyRefreshSeconds,
            ConcurrentHashes,
            LockoutFailures,
            LockoutUnknownFailures,
            LockoutMinutes,
            StepUpMinutes,
            WebIdleHours,
            ChallengeMinutes,
            ResetMinutes,
            VerificationHours,
            InvitationDays,
        ];
        return Array.Exists(atLeastOne, n => n < 1) || EraseAfterDays < 0 || RefreshGraceSeconds < 0
                ? "Security: a number is zero or below where at least 1 is needed."
            : KeyRefreshSeconds >= KeyActivationSeconds
                ? "Security:KeyRefreshSeconds must be below Security:KeyActivationSeconds, so that every process knows a key before it signs."
            : AuditRetentionDays is < 0 or (> 0 and < 31) ? "Security:AuditRetentionDays must be 0 (for ever) or at least 31."
            : null;
    }

    private string? OfRangeService() =>
        BreachRangeUrl.Length == 0 ? null
        : !Uri.TryCreate(BreachRangeUrl, UriKind.Absolute, out var url) || !BreachRangeUrl.EndsWith('/')
            ? "Security:BreachRangeUrl must be an absolute address that ends with a slash."
        : url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback ? "Security:BreachRangeUrl must be https."
        : null;

    private static int LengthOf(string base64)
    {
        var bytes = new byte[base64.Length + 1];
        return Convert.TryFromBase64String(base64, bytes, out var length) && bytes.AsSpan(0, length).ContainsAnyExcept(bytes[0])
            ? length
            : 0;
    }
}

/// <summary>Cost of a password hash. Raising it rehashes each password at its next sign-in.</summary>
internal sealed record Argon2Options
{
    public int MemoryKib { get; init; } = 19 * 1024;

    public int Passes { get; init; } = 2;

    public int Lanes { get; init; } = 1;

    /// <summary>Null when at or above a row of OWASP ASVS 5.0, appendix C.</summary>
    public string? Problem()
    {
        var floor = Passes switch
        {
            1 => 46 * 1024,
            2 => 19 * 1024,
            >= 3 => 12 * 1024,
            _ => int.MaxValue,
        };
        return MemoryKib < floor || MemoryKib > 1024 * 1024 || Passes > 50 || Lanes is < 1 or > 16
            ? "Security:Argon2 is below the minimum (1 pass 46 MiB, 2 passes 19 MiB, 3 passes 12 MiB) or out of range."
            : null;
    }
}
