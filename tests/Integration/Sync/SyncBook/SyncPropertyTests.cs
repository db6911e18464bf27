using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Sync.SyncBook;

/// <summary>Whatever happened to a book: the pages of a sync, of any size and applied in order, lead to what a fetch of everything gives.</summary>
public sealed class SyncPropertyTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Pages_of_any_size_and_kinds_lead_to_the_whole(int seed)
    {
        var random = new SeededRandom(seed);
        var client = await product.SignedUpAsync();
        var life = await RandomLife.BeginAsync(client, random);
        string[] all = [.. Copy.Lists.Keys];
        // One phone for everything, and two for parts.
        var phones = new List<Copy> { new(client, all), new(client, Some(all, random)), new(client, Some(all, random)) };
        for (var round = 0; round < 6; round++)
        {
            for (var step = random.Next(8); step >= 0; step--)
            {
                await life.StepAsync();
            }
            foreach (var phone in phones.Where(_ => random.Next(3) > 0))
            {
                // Stops anywhere, as a phone does.
                await phone.CatchUpAsync(limit: 1 + random.Next(9), pages: 1 + random.Next(4));
            }
        }
        foreach (var phone in phones)
        {
            await phone.CatchUpAsync(limit: 1 + random.Next(9), pages: int.MaxValue);
            var whole = new Copy(client, phone.Kinds);
            await whole.CatchUpAsync(limit: 5000, pages: int.MaxValue);
            phone.State.ShouldBe(whole.State);
            phone.Seq.ShouldBe(whole.Seq);
        }
        // The whole is what the lists say, too.
        foreach (var list in new[] { "accounts", "categories", "budgets", "goals", "recurring" })
        {
            var ids = (await client.GetAsync(list)).Ok().EnumerateArray().Select(row => row.GetProperty(Copy.Lists[list].Id).GetGuid());
            phones[0].Ids(list).ShouldBe(ids.Order());
        }
    }

    private static string[] Some(string[] all, SeededRandom random)
    {
        var some = all.Where(_ => random.Next(2) == 0).ToArray();
        return some.Length == 0 ? [all[random.Next(all.Length)]] : some;
    }

    /// <summary>What a phone keeps of some lists.</summary>
    private sealed class Copy(Client client, string[] kinds)
    {
        public static readonly Dictionary<string, (string Kind, string Id)> Lists = new(StringComparer.Ordinal)
        {
            ["accounts"] = ("account", "accountId"),
            ["categories"] = ("category", "categoryId"),
            ["transactions"] = ("transaction", "transactionId"),
            ["budgets"] = ("budget", "budgetId"),
            ["goals"] = ("goal", "goalId"),
            ["recurring"] = ("recurring", "recurringId"),
            ["rates"] = ("rate", "rateId"),
            ["members"] = ("member", "userId"),
            ["book"] = ("book", "bookId"),
        };

        private readonly SortedDictionary<string, string> _rows = new(StringComparer.Ordinal);

        public string[] Kinds => kinds;
        public long Seq { get; private set; }
        public string State => string.Join('\n', _rows.Select(r => $"{r.Key} {r.Value}"));

        public IEnumerable<Guid> Ids(string list) =>
            _rows.Keys.Select(key => key.Split(' ')).Where(key => key[0] == Lists[list].Kind).Select(key => Guid.Parse(key[1])).Order();

        public async Task CatchUpAsync(int limit, int pages)
        {
            for (var more = true; more && pages > 0; pages--)
            {
                var page = (await client.GetAsync($"sync?since={Seq}&limit={limit}&kinds={string.Join(',', kinds)}")).Ok();
                foreach (var list in kinds)
                {
                    Apply(page, list);
                }
                foreach (var gone in page.GetProperty("deleted").EnumerateArray())
                {
                    _rows.Remove($"{gone.GetProperty("kind").GetString()} {gone.GetProperty("id").GetGuid()}");
                }
                (Seq, more) = (page.GetProperty("seq").GetInt64(), page.GetProperty("hasMore").GetBoolean());
            }
        }

        private void Apply(JsonElement page, string list)
        {
            if (!page.TryGetProperty(list, out var rows))
            {
                // The book is there when its settings changed.
                list.ShouldBe("book");
                return;
            }
            var (kind, id) = Lists[list];
            foreach (var row in rows.ValueKind == JsonValueKind.Array ? [.. rows.EnumerateArray()] : new[] { rows })
            {
                _rows[$"{kind} {row.GetProperty(id).GetGuid()}"] = Lasting(list, row);
            }
        }

        // How far a book is, is told by the page.
        private static string Lasting(string list, JsonElement row) =>
            list == "book" ? row.GetProperty("name").GetString()! : row.GetRawText();
    }
}
