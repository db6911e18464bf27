namespace Rupaya.Infrastructure.Users;

/// <summary>What makes an e-mail address itself: compared without case and surrounding space.</summary>
internal static class EmailKey
{
    public static string Of(string email) => email.Trim().ToLowerInvariant();
}
