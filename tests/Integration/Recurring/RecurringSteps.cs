using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring;

/// <summary>Schedules as a client sets and sees them.</summary>
internal static class RecurringSteps
{
    public static object Monthly(Guid accountId, string startDate, decimal amount = 100, string? endDate = null) =>
        new
        {
            template = new
            {
                accountId,
                type = "expense",
                amount,
                merchant = "Landlord",
            },
            frequency = "monthly",
            startDate,
            endDate,
        };

    public static async Task<Guid> SetAsync(this Client client, object body) =>
        (await client.PostAsync("recurring", body)).Ok().GetProperty("recurringId").GetGuid();

    public static async Task<List<JsonElement>> OccurrencesAsync(this Client client, Guid id, string query = "") =>
        [.. (await client.GetAsync($"recurring/{id}/occurrences{query}")).Ok().EnumerateArray()];

    /// <summary>The days that were posted, as soon as there are so many.</summary>
    public static async Task<List<string?>> PostedAsync(this Client client, Guid id, int count, string query = "")
    {
        var found = await Wait.ForAsync(
            async () => (await client.OccurrencesAsync(id, query)).Where(o => o.GetProperty("status").GetString() == "posted").ToList(),
            o => o.Count >= count
        );
        return found.ConvertAll(o => o.GetProperty("date").GetString());
    }
}
