using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reads.Figures;

/// <summary>One effect of a transaction, as anybody would read it off a list.</summary>
/// <param name="Flow">income, expense, refund or transfer.</param>
/// <param name="Amount">Signed effect on the account.</param>
internal sealed record RawLine(DateOnly Date, Guid Account, Guid? Category, string Currency, string Flow, decimal Amount);

/// <summary>A transaction with what labels it has.</summary>
internal sealed record RawTransaction(Guid Id, Guid? RefundOf, string? Merchant, IReadOnlyList<string> Tags, IReadOnlyList<RawLine> Lines);

internal sealed record RawAccount(Guid Id, string Name, string Currency, decimal Opening);

internal sealed record RawCategory(Guid Id, string Name, Guid? Parent);

internal sealed record RawRate(string Base, string Quote, DateOnly Date, decimal Rate);

/// <summary>What the API lists of a book: no figure of the product is in it.</summary>
internal sealed record RawBook(
    IReadOnlyList<RawTransaction> Transactions,
    IReadOnlyList<RawAccount> Accounts,
    IReadOnlyDictionary<Guid, RawCategory> Categories,
    IReadOnlyList<RawRate> Rates,
    IReadOnlyList<JsonElement> Budgets
)
{
    public static async Task<RawBook> ReadAsync(Client client)
    {
        var transactions = new List<RawTransaction>();
        for (var offset = 0; ; offset += 200)
        {
            var page = (await client.GetAsync($"transactions?limit=200&offset={offset}")).Ok();
            transactions.AddRange(page.EnumerateArray().Select(Transaction));
            if (page.GetArrayLength() < 200)
            {
                break;
            }
        }
        // A refund belongs to whom and to what its original belongs.
        var byId = transactions.ToDictionary(t => t.Id);
        transactions = transactions.ConvertAll(t =>
            t.RefundOf is { } paid ? t with { Merchant = byId[paid].Merchant, Tags = byId[paid].Tags } : t
        );
        var categories = (await client.GetAsync("categories")).Ok().EnumerateArray().Select(Category);
        return new RawBook(
            transactions,
            [.. (await client.GetAsync("accounts")).Ok().EnumerateArray().Select(Account)],
            categories.ToDictionary(c => c.Id),
            [.. (await client.GetAsync("rates?limit=200")).Ok().EnumerateArray().Select(Rate)],
            [.. (await client.GetAsync("budgets")).Ok().EnumerateArray()]
        );
    }

    private static RawTransaction Transaction(JsonElement t)
    {
        var sign = t.GetProperty("direction").GetString() == "in" ? 1 : -1;
        var flow = t.GetProperty("refundOf").ValueKind == JsonValueKind.Null ? t.GetProperty("type").GetString()! : "refund";
        var whole = new RawLine(
            Day(t, "transactionDate")!.Value,
            t.GetProperty("accountId").GetGuid(),
            Id(t, "categoryId"),
            t.GetProperty("currency").GetString()!,
            flow,
            sign * t.GetProperty("amount").GetDecimal()
        );
        List<RawLine> parts =
        [
            .. t.GetProperty("splits")
                .EnumerateArray()
                .Select(s => whole with { Category = Id(s, "categoryId"), Amount = sign * s.GetProperty("amount").GetDecimal() }),
        ];
        return new RawTransaction(
            t.GetProperty("transactionId").GetGuid(),
            Id(t, "refundOf"),
            t.GetProperty("merchant").GetString(),
            [.. t.GetProperty("tags").EnumerateArray().Select(x => x.GetString()!)],
            parts.Count == 0 ? [whole] : parts
        );
    }

    private static RawAccount Account(JsonElement a) =>
        new(
            a.GetProperty("accountId").GetGuid(),
            a.GetProperty("name").GetString()!,
            a.GetProperty("currency").GetString()!,
            a.GetProperty("openingBalance").GetDecimal()
        );

    private static RawCategory Category(JsonElement c) =>
        new(c.GetProperty("categoryId").GetGuid(), c.GetProperty("name").GetString()!, Id(c, "parentId"));

    private static RawRate Rate(JsonElement r) =>
        new(
            r.GetProperty("base").GetString()!,
            r.GetProperty("quote").GetString()!,
            Day(r, "date")!.Value,
            r.GetProperty("rate").GetDecimal()
        );

    private static Guid? Id(JsonElement e, string name) =>
        e.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String ? id.GetGuid() : null;

    private static DateOnly? Day(JsonElement e, string name) =>
        e.TryGetProperty(name, out var day) && day.ValueKind == JsonValueKind.String
            ? DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd")
            : null;
}
