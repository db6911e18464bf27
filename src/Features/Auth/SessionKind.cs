namespace Rupaya.Features.Auth;

/// <summary>Where a client that signs in wants its refresh token.</summary>
internal static class SessionKind
{
    private const string Token = "token";
    private const string Cookie = "cookie";

    /// <summary>token, cookie or nothing.</summary>
    public static void Kind<T>(this IRuleBuilder<T, string?> rule) => rule.OneOf(Token, Cookie);

    /// <summary>True for a browser, whose scripts must not see it.</summary>
    public static bool IsCookie(string? kind) => kind == Cookie;
}
