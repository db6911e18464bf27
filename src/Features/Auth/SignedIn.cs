using Rupaya.Infrastructure.Security;

namespace Rupaya.Features.Auth;

/// <summary>What signing up and signing in answer.</summary>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
internal sealed record SignedIn(Guid UserId, string AccessToken, string RefreshToken, int ExpiresIn, UserView User)
{
    public static SignedIn From(UserView user, SessionTokens tokens) =>
        new(user.Id, tokens.AccessToken, tokens.RefreshToken, tokens.ExpiresIn, user);
}

/// <summary>E-mail addresses are compared without case.</summary>
internal static class EmailKey
{
    public static string Of(string email) => email.Trim().ToLowerInvariant();
}
