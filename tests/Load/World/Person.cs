using System.Text.Json.Serialization;

namespace Rupaya.Load.World;

/// <summary>A user whose book is loaded.</summary>
/// <param name="Rows">How many transactions the book was made with.</param>
internal sealed record Person(string Email, Guid BookId, Guid AccountId, Guid CategoryId, int Rows)
{
    /// <summary>Of the session that this process opened.</summary>
    [JsonIgnore]
    public string Token { get; set; } = "";

    /// <summary>For programs; empty until one is made.</summary>
    [JsonIgnore]
    public string Program { get; set; } = "";

    [JsonIgnore]
    public string RefreshToken { get; set; } = "";
}
