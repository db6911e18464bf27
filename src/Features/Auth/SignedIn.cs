namespace Rupaya.Features.Auth;

/// <summary>What sign-up and sign-in answer.</summary>
/// <param name="RefreshToken">Left out where it is in a cookie.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
internal sealed record SignedIn(
    Guid UserId,
    string AccessToken,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken,
    int ExpiresIn,
    UserView User
)
{
    /// <summary>The answer of every route that signs somebody in.</summary>
    /// <param name="user">Who signed in.</param>
    /// <param name="tokens">Of the session.</param>
    /// <param name="cookie">What keeps the refresh token (<see cref="Sessions.CookieOf"/>); null where the answer has it.</param>
    public static Reply<SignedIn> Answer(UserView user, SessionTokens tokens, string? cookie) =>
        Reply.Ok<SignedIn>(From(user, tokens, cookie)).WithCookie(cookie);

    public static SignedIn From(UserView user, SessionTokens tokens, string? cookie = null) =>
        new(user.Id, tokens.AccessToken, cookie is null ? tokens.RefreshToken : null, tokens.ExpiresIn, user);
}

/// <summary>What sign-in answers when a second factor is needed.</summary>
/// <param name="MfaToken">To be sent with a code to <c>/auth/mfa/verify</c>, within five minutes.</param>
/// <param name="Methods">With what it can be shown: totp, backup_code, passkey.</param>
internal sealed record ChallengedAnswer(bool MfaRequired, string MfaToken, IReadOnlyList<string> Methods);
