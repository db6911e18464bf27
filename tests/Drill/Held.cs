using System.Globalization;

namespace Rupaya.Drill;

/// <summary>Holds what clients were told against a restored database and against the product that serves it.</summary>
internal sealed class Held
{
    private int _failed;

    public int Failed => _failed;

    public int Passed { get; private set; }

    /// <summary>Everything acknowledged before the moment is there, nothing begun after it is.</summary>
    public void Moment(IReadOnlyList<Acknowledged> acknowledged, HashSet<Guid> there, DateTimeOffset moment)
    {
        var before = acknowledged.Where(a => a.At <= moment).ToList();
        var after = acknowledged.Where(a => a.Begun > moment).ToList();
        Check("writes were acknowledged before the moment and after it", before.Count > 0 && after.Count > 0);
        Check(
            $"all {before.Count} that were acknowledged before the moment are there",
            before.TrueForAll(a => there.Contains(a.TransactionId))
        );
        Check($"none of {after.Count} that were begun after it is there", !after.Exists(a => there.Contains(a.TransactionId)));
    }

    /// <summary>What a lost disk took with it: only the newest writes, and none that is older than the limit.</summary>
    public void Latest(IReadOnlyList<Acknowledged> acknowledged, HashSet<Guid> there, DateTimeOffset crash, double limitSeconds)
    {
        var missing = acknowledged.Where(a => !there.Contains(a.TransactionId)).ToList();
        var lost = missing.Count == 0 ? 0 : (crash - missing[0].At).TotalSeconds;
        Check(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a lost disk took {missing.Count} of {acknowledged.Count} acknowledged writes, {Math.Max(0, lost):0.0} s (at most {limitSeconds} s)"
            ),
            limitSeconds == 0 ? missing.Count == 0 : lost <= limitSeconds
        );
        var newest = acknowledged.Where(a => there.Contains(a.TransactionId)).Max(a => a.Begun);
        Check("what it took are the newest", missing.TrueForAll(m => m.At >= newest));
    }

    /// <summary>What people and their phones meet.</summary>
    public async Task ServiceAsync(Uri url, Facts facts)
    {
        foreach (var (what, token) in new[] { ("the owner's session", facts.OwnerToken), ("a session that was ended", facts.EndedToken) })
        {
            using var old = new Client(url) { Token = token };
            Check($"{what} is dead", (await old.GetAsync("accounts")).Code == "invalid_token");
        }
        using var owner = new Client(url);
        Check("the owner signs in", (int)(await owner.SignInAsync(email: facts.Owner)).Status == 200);
        Check("who was erased stays erased", await RefusedAsync(url, facts.Leaver));
        Check("a password from before it was changed is void", await RefusedAsync(url, facts.Changer));
        Check("a phone that was ahead begins anew", await IsUnknownAsync(owner, facts.Ahead));
        (await owner.PutAsync($"transactions/{facts.Expense}", new { amount = 3 })).Ok();
        for (var i = 0; i < facts.Ahead - facts.Since && i < 500; i++)
        {
            (await owner.ExpenseAsync(facts.Account, 1)).Ok();
        }
        Check("also after more writes than it was ahead", await IsUnknownAsync(owner, facts.Ahead));
        var stale = await owner.PutAsync($"transactions/{facts.Expense}", new { amount = 4 }, ("If-Match", facts.ETag));
        Check("a version of what was lost is stale", stale.Code == "stale_version");
        var page = await owner.GetAsync($"sync?since={facts.Since}&limit=5000");
        Check("a phone that was not ahead goes on", (int)page.Status == 200 && !page["hasMore"].GetBoolean());
    }

    private static async Task<bool> RefusedAsync(Uri url, string email)
    {
        using var client = new Client(url);
        return (await client.SignInAsync(email: email)).Code == "invalid_credentials";
    }

    private static async Task<bool> IsUnknownAsync(Client client, long since) =>
        (await client.GetAsync($"sync?since={since}")).Code == "sync_reset";

    private void Check(string what, bool holds)
    {
        (Passed, _failed) = holds ? (Passed + 1, _failed) : (Passed, _failed + 1);
        Console.WriteLine($"{(holds ? "ok      " : "FAILED  ")}{what}");
    }
}
