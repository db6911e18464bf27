using System.Text.Json;

namespace Rupaya.Integration.Fixtures;

/// <summary>What a phone keeps of a book: it applies the pages of a sync, one after the other.</summary>
internal sealed class Replica(Client client)
{
    private readonly SortedDictionary<string, string> _rows = new(StringComparer.Ordinal);

    public long Seq { get; private set; }

    /// <summary>Everything it knows, a line for each thing.</summary>
    public string State => string.Join('\n', _rows.Select(r => $"{r.Key} {r.Value}"));

    public IReadOnlyList<JsonElement> Transactions => Rows("transaction");

    public IReadOnlyList<JsonElement> Rows(string kind) =>
        [.. _rows.Where(r => r.Key.StartsWith($"{kind} ", StringComparison.Ordinal)).Select(r => JsonElement.Parse(r.Value))];

    public int Count(string kind) => _rows.Keys.Count(k => k.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>Applies pages until it has caught up; returns how many.</summary>
    public async Task<int> CatchUpAsync(int limit = 500)
    {
        for (var pages = 1; ; pages++)
        {
            var reply = await client.GetAsync($"sync?since={Seq}&limit={limit}");
            if (reply.Status == System.Net.HttpStatusCode.ServiceUnavailable)
            {
                // As an app does: later, from where it is.
                await Task.Delay(reply.Headers.RetryAfter!.Delta!.Value);
                continue;
            }
            var page = reply.Ok();
            Apply(page);
            var seq = page.GetProperty("seq").GetInt64();
            seq.ShouldBeLessThanOrEqualTo(Seq + limit);
            seq.ShouldBeGreaterThanOrEqualTo(Seq);
            Seq = seq;
            if (!page.GetProperty("hasMore").GetBoolean())
            {
                return pages;
            }
        }
    }

    private void Apply(JsonElement page)
    {
        foreach (var (list, kind, id) in Kinds)
        {
            foreach (var row in page.GetProperty(list).EnumerateArray())
            {
                _rows[$"{kind} {row.GetProperty(id).GetGuid()}"] = row.GetRawText();
            }
        }
        foreach (var gone in page.GetProperty("deleted").EnumerateArray())
        {
            _rows.Remove($"{gone.GetProperty("kind").GetString()} {gone.GetProperty("id").GetGuid()}");
        }
    }

    private static readonly (string List, string Kind, string Id)[] Kinds =
    [
        ("accounts", "account", "accountId"),
        ("categories", "category", "categoryId"),
        ("transactions", "transaction", "transactionId"),
        ("budgets", "budget", "budgetId"),
    ];
}
