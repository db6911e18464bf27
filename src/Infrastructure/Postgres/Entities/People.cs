namespace Rupaya.Infrastructure.Postgres.Entities;

/// <summary>The read model of a user.</summary>
public sealed record User
{
    /// <summary>The user.</summary>
    public required Guid UserId { get; init; }

    /// <summary>As they wrote it.</summary>
    public required string Email { get; init; }

    /// <summary>As it is compared: one for each address, however it is written.</summary>
    public required string EmailKey { get; init; }

    /// <summary>What they are called; the beginning of their e-mail where they did not say.</summary>
    public required string Name { get; init; }

    /// <summary>Argon2id with its parameters; null for somebody who signs in without a password.</summary>
    public required string? PasswordHash { get; init; }

    /// <summary><c>user</c> or <c>admin</c>.</summary>
    public required string Role { get; init; }

    /// <summary>ISO 4217: of the books they open.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA: of the books they open.</summary>
    public required string TimeZone { get; init; }

    /// <summary>True once a link in a mail was followed.</summary>
    public required bool EmailVerified { get; init; }

    /// <summary>True where a second factor is asked for.</summary>
    public required bool MfaEnabled { get; init; }

    /// <summary>UTC; null where they did not consent.</summary>
    public required DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>The book that requests act on that name none; null for none.</summary>
    public required Guid? DefaultBookId { get; init; }

    /// <summary>UTC: when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC: its last change.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>UTC; null for no ban.</summary>
    public DateTimeOffset? BannedAt { get; init; }

    /// <summary>UTC: when they will be erased, unless they sign in before; null for never.</summary>
    public DateTimeOffset? EraseAt { get; init; }

    /// <summary>True where they want mails at all.</summary>
    public bool EmailNotifications { get; init; }

    /// <summary>True where they want the week's figures.</summary>
    public bool WeeklyReport { get; init; }

    /// <summary>True where they want to be told of invoices.</summary>
    public bool InvoiceNotifications { get; init; }

    /// <summary>True where they want to be told of budgets, balances and unusual expenses.</summary>
    public bool ExpenseAlerts { get; init; }

    /// <summary>BCP 47; empty where they did not say.</summary>
    public string Locale { get; init; } = "";

    /// <summary>What authenticators call them, 32 random bytes; null before their first passkey. Read by who deals with passkeys only.</summary>
    public byte[]? WebauthnHandle { get; init; }
}

/// <summary>The read model of a session: a device that is, or was, signed in.</summary>
public sealed record Session
{
    /// <summary>The session.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Chosen by the client, the same at every sign-in.</summary>
    public required string DeviceId { get; init; }

    /// <summary>For people; null where the client gave none.</summary>
    public required string? DeviceName { get; init; }

    /// <summary>The address at the sign-in; null where there was none.</summary>
    public required string? Ip { get; init; }

    /// <summary>How often its tokens were refreshed.</summary>
    public required int Generation { get; init; }

    /// <summary>UTC: the last time.</summary>
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary>UTC: when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC: when it was last used.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>UTC; refreshing does not extend it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>UTC: when it was ended; null for not.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary><c>interactive</c>, or <c>token</c> for a token that a program uses.</summary>
    public required string Kind { get; init; }

    /// <summary>UTC: the last proof that sufficed; null for a session of an earlier release.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>What its user showed then and since.</summary>
    public string[] Methods { get; init; } = [];

    /// <summary>UTC: the last proof after the sign-in; null for none.</summary>
    public DateTimeOffset? SteppedUpAt { get; init; }

    /// <summary>SHA-256 of the attempt that got the present refresh token; null where the client named none.</summary>
    public byte[]? RotatedBy { get; init; }

    /// <summary>True where its refresh token is in a browser's cookie.</summary>
    public bool Web { get; init; }

    /// <summary>Of a token: as its owner calls it.</summary>
    public string? Name { get; init; }

    /// <summary>Of a token: SHA-256.</summary>
    public byte[]? TokenHash { get; init; }

    /// <summary>Of a token: what it may do.</summary>
    public string[] Scopes { get; init; } = [];

    /// <summary>Of a token: the one book that it is for; null for all.</summary>
    public Guid? OnlyBookId { get; init; }

    /// <summary>Of a token: where it may come from; empty for everywhere.</summary>
    public string[] AllowedNetworks { get; init; } = [];

    /// <summary>Of a token, UTC: to the minute; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Of a token: the address then, under the user's key.</summary>
    public byte[]? LastUsedIp { get; init; }

    /// <summary>Of a token: its successor; null for none.</summary>
    public Guid? ReplacedBy { get; init; }

    /// <summary>Of a token, UTC: when its owner was told that it ends.</summary>
    public DateTimeOffset? ExpiryToldAt { get; init; }
}

internal sealed record TokenUse
{
    public required Guid SessionId { get; init; }
    public required DateOnly Day { get; init; }
    public required long Uses { get; init; }
}

internal sealed record DeprecatedCall
{
    public required Guid SessionId { get; init; }
    public required string Operation { get; init; }
    public required DateOnly Sunset { get; init; }
    public required DateTimeOffset CalledAt { get; init; }
    public DateTimeOffset? EarlyToldAt { get; init; }
    public DateTimeOffset? LateToldAt { get; init; }
}

internal sealed record Device
{
    public required Guid UserId { get; init; }
    public required string DeviceId { get; init; }
    public required string? DeviceName { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
}
