using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The user as the API shows them.</summary>
/// <param name="Id">The user.</param>
/// <param name="Email">As they wrote it.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Currency">ISO 4217: of the books they open.</param>
/// <param name="TimeZone">IANA: of the books they open.</param>
/// <param name="Role">user or admin.</param>
/// <param name="EmailVerified">True once a link in a mail was followed.</param>
/// <param name="MfaEnabled">True where a second factor is asked for.</param>
/// <param name="CreatedAt">When they signed up.</param>
public sealed record UserView(
    Guid Id,
    string Email,
    string Name,
    string Currency,
    string TimeZone,
    string Role,
    bool EmailVerified,
    bool MfaEnabled,
    DateTimeOffset CreatedAt
)
{
    /// <summary>What the user may see of the row.</summary>
    public static UserView From(User u) =>
        new(u.UserId, u.Email, u.Name, u.Currency, u.TimeZone, u.Role, u.EmailVerified, u.MfaEnabled, u.CreatedAt);
}
