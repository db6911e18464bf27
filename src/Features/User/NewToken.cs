using Rupaya.Infrastructure.Identity.Tokens;

namespace Rupaya.Features.User;

/// <summary>A token that was just made.</summary>
/// <param name="Token">Shown now and never again.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="BookId">The one book that it is for; null for all of its owner.</param>
/// <param name="AllowedNetworks">Where it may come from; empty for everywhere.</param>
internal sealed record NewToken(
    Guid TokenId,
    string Token,
    string Name,
    IReadOnlyList<string> Scopes,
    Guid? BookId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<string> AllowedNetworks
)
{
    public static NewToken From(string text, TokenView t) =>
        new(t.TokenId, text, t.Name, t.Scopes, t.BookId, t.CreatedAt, t.ExpiresAt, t.AllowedNetworks);
}
