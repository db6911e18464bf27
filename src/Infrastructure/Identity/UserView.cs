using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The user as the API shows them.</summary>
internal sealed record UserView(
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
    public static UserView From(User u) =>
        new(u.UserId, u.Email, u.Name, u.Currency, u.TimeZone, u.Role, u.EmailVerified, u.MfaEnabled, u.CreatedAt);
}
