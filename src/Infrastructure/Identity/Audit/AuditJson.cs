using System.Text.Json;

namespace Rupaya.Infrastructure.Identity.Audit;

/// <summary>The JSON texts of audit rows.</summary>
internal static class AuditJson
{
    public static JsonElement? Parse(string? text) => text is null ? null : JsonElement.Parse(text);
}
