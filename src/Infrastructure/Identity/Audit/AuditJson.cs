using System.Text.Json;

namespace Rupaya.Infrastructure.Identity.Audit;

/// <summary>The JSON texts of audit rows.</summary>
public static class AuditJson
{
    /// <summary>The stored text as JSON; null for none.</summary>
    public static JsonElement? Parse(string? text) => text is null ? null : JsonElement.Parse(text);
}
