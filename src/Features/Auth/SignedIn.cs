namespace Rupaya.Features.Auth;

/// <summary>What sign-up and sign-in answer.</summary>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
internal sealed record SignedIn(Guid UserId, string AccessToken, string RefreshToken, int ExpiresIn, UserView User)
{
    public static SignedIn From(UserView user, SessionTokens tokens) =>
        new(user.Id, tokens.AccessToken, tokens.RefreshToken, tokens.ExpiresIn, user);
}

/// <summary>What sign-in answers when a second factor is needed.</summary>
/// <param name="MfaToken">To be sent with a code to <c>/auth/mfa/verify</c>, within five minutes.</param>
internal sealed record ChallengedAnswer(bool MfaRequired, string MfaToken);
