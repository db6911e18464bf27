namespace Rupaya.Features.Books;

/// <summary>Somebody who may open a book.</summary>
/// <param name="Role">owner, editor or viewer.</param>
/// <param name="JoinedAt">UTC.</param>
internal sealed record MemberView(Guid UserId, string Name, string Email, string Role, DateTimeOffset JoinedAt);
