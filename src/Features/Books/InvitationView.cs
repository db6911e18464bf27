namespace Rupaya.Features.Books;

/// <summary>An invitation; the token is in the mail only.</summary>
internal sealed record InvitationView(Guid InvitationId, string Email, string Role, DateTimeOffset ExpiresAt);
