namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>A way to a provider that is about to begin.</summary>
/// <param name="Provider">Which provider.</param>
/// <param name="Purpose">One of <see cref="FlowPurpose"/>.</param>
public sealed record FlowStart(string Provider, string Purpose)
{
    /// <summary>Whose session asks, for a purpose that needs one.</summary>
    public (Guid UserId, Guid SessionId)? Owner { get; init; }

    /// <summary>The SHA-256 of the app's secret in base64url; null for native.</summary>
    public string? Challenge { get; init; }

    /// <summary>Where the browser goes in the end; null for native.</summary>
    public string? ReturnTo { get; init; }

    /// <summary>Where somebody signs in from, as far as it is known yet.</summary>
    public (string Id, string? Name)? Device { get; init; }
}

/// <summary>A way that has begun.</summary>
/// <param name="Token">The state of its address, or what an app shows for its nonce.</param>
/// <param name="Nonce">What the token must repeat.</param>
/// <param name="Verifier">What redeems its code; it never leaves the server but to the provider.</param>
public sealed record OpenedFlow(string Token, string Nonce, string Verifier);

/// <summary>A way whose state came back.</summary>
/// <param name="FlowId">Its row.</param>
/// <param name="IsLive">True for the first time, while it is young enough.</param>
internal sealed record ReturnedFlow(
    Guid FlowId,
    string Provider,
    string Purpose,
    Guid? UserId,
    string Verifier,
    string Nonce,
    string ReturnTo,
    DateTimeOffset CreatedAt,
    bool IsLive
);

/// <summary>What came of a way, for the app that began it.</summary>
/// <param name="Purpose">What it was begun for.</param>
/// <param name="UserId">Whose session began it; null for a sign-in.</param>
/// <param name="SessionId">The session that began it; null for a sign-in.</param>
/// <param name="DeviceId">The device that began it; null for one of another purpose.</param>
/// <param name="DeviceName">For people.</param>
/// <param name="Identity">Who the provider says it is.</param>
public sealed record RedeemedFlow(
    string Purpose,
    Guid? UserId,
    Guid? SessionId,
    string? DeviceId,
    string? DeviceName,
    ProviderIdentity Identity
);

/// <summary>An identity that may be linked to one account.</summary>
/// <param name="FlowId">Its row.</param>
/// <param name="UserId">The account.</param>
/// <param name="Identity">The identity.</param>
public sealed record LinkOffer(Guid FlowId, Guid UserId, ProviderIdentity Identity);
