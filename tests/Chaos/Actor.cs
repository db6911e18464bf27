using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rupaya.Chaos;

/// <summary>What an actor was told of a transaction of its own.</summary>
/// <param name="Amount">Null when it was deleted.</param>
internal sealed record Told(string Key, decimal? Amount);

/// <summary>
/// A client that writes one thing after the other. What is ambiguous it tries again with the same key until it knows; so at rest it knows of
/// each thing whether it is there.
/// </summary>
internal sealed class Actor(Uri api, History history, int seed) : IDisposable
{
    private static readonly string[] Reads = ["accounts", "transactions?limit=20", "analytics/dashboard", "wallet/summary"];
    private static readonly TimeSpan Liveness = TimeSpan.FromSeconds(60);

    private readonly Client _client = new(api, TimeSpan.FromSeconds(10)) { DeviceId = "chaos" };
    private readonly List<Guid> _own = [];
    private readonly SeededRandom _dice = new(seed);
    private Guid _from;
    private Guid _to;
    private int _count;

    public Guid BookId { get; private set; }

    /// <summary>The book's number after the last acknowledged write, and when the write was begun.</summary>
    public (long Seq, DateTimeOffset Begun) Last { get; private set; }

    /// <summary>Writes that were acknowledged to this actor.</summary>
    public int Acknowledged { get; private set; }

    public ConcurrentDictionary<Guid, Told> Ledger { get; } = new();

    /// <summary>Keys of everything this actor ever meant to create.</summary>
    public ConcurrentDictionary<string, bool> Intents { get; } = new(StringComparer.Ordinal);

    public async Task SignUpAsync(string hookUrl)
    {
        await _client.SignUpAsync(email: $"chaos-{Guid.CreateVersion7():N}@rupaya.example");
        BookId = await _client.DefaultBookAsync();
        _from = await _client.OpenAccountAsync("checking", 100_000_000);
        _to = await _client.OpenAccountAsync("savings");
        var hook = new
        {
            url = hookUrl,
            events = new[] { "transaction.created", "transaction.updated", "transaction.deleted" },
            secret = HookSink.Secret,
        };
        (await _client.PostAsync("webhooks", hook)).Ok();
    }

    /// <summary>One write, until it is known what became of it.</summary>
    public async Task StepAsync()
    {
        switch (_dice.Next(10))
        {
            case < 5:
                await CreateAsync();
                break;
            case 5:
                await TransferAsync();
                break;
            case < 9 when _own.Count > 0:
                await EditAsync(_own[_dice.Next(_own.Count)]);
                break;
            case 9 when _own.Count > 0:
                await DeleteAsync(_own[_dice.Next(_own.Count)]);
                break;
        }
    }

    /// <summary>One read, until it is answered.</summary>
    public async Task ReadAsync()
    {
        var path = Reads[_dice.Next(Reads.Length)];
        var begun = TimeProvider.System.GetTimestamp();
        for (; TimeProvider.System.GetElapsedTime(begun) < Liveness; await Task.Delay(100))
        {
            var outcome = await Outcome.OfAsync(_client, HttpMethod.Get, path, null, key: null);
            switch (outcome.Kind)
            {
                case OutcomeKind.Ok:
                    history.Ok(path, replayed: false);
                    return;
                case OutcomeKind.Refused when outcome.Code == "invalid_token":
                    await SignInAsync();
                    break;
                case OutcomeKind.Unknown:
                    history.Unknown(path, outcome.Why);
                    break;
                default:
                    history.Odd(path, outcome.Why);
                    break;
            }
        }
        history.Odd(path, $"no answer within {Liveness.TotalSeconds} s");
    }

    public void Dispose() => _client.Dispose();

    private async Task CreateAsync()
    {
        var (key, amount) = (NewKey(), Amount());
        var body = new
        {
            accountId = _from,
            amount,
            type = _dice.Next(4) == 0 ? "income" : "expense",
            description = key,
        };
        if (await WriteAsync(key, "create", HttpMethod.Post, "transactions", body) is { } created)
        {
            Remember(created, key, amount);
        }
    }

    private async Task TransferAsync()
    {
        var (key, amount) = (NewKey(), Amount());
        var body = new
        {
            fromAccountId = _from,
            toAccountId = _to,
            amount,
            description = key,
        };
        if (await WriteAsync(key, "transfer", HttpMethod.Post, "transfers", body) is { } created)
        {
            // One key, two rows: kept apart so that each is looked for.
            foreach (var side in new[] { "from", "to" })
            {
                Ledger[created.GetProperty(side).GetProperty("transactionId").GetGuid()] = new Told(key, amount);
            }
        }
    }

    private async Task EditAsync(Guid id)
    {
        var amount = Amount();
        if (await WriteAsync($"{id:N}", $"edit {amount}", HttpMethod.Put, $"transactions/{id}", new { amount }) is { } edited)
        {
            Remember(edited, Ledger[id].Key, amount);
        }
    }

    private async Task DeleteAsync(Guid id)
    {
        // After an answer that was lost, "not found" is what was wanted.
        if (
            await WriteAsync($"{id:N}", "delete", HttpMethod.Delete, $"transactions/{id}", null, alsoOk: HttpStatusCode.NotFound)
            is not null
        )
        {
            Ledger[id] = Ledger[id] with { Amount = null };
            _own.Remove(id);
        }
    }

    private void Remember(JsonElement transaction, string key, decimal amount)
    {
        var id = transaction.GetProperty("transactionId").GetGuid();
        if (!Ledger.ContainsKey(id))
        {
            _own.Add(id);
        }
        Ledger[id] = new Told(key, amount);
    }

    /// <summary>The answer, or null when it was refused for good.</summary>
    private async Task<JsonElement?> WriteAsync(
        string key,
        string what,
        HttpMethod method,
        string path,
        object? body,
        HttpStatusCode? alsoOk = null
    )
    {
        var begun = TimeProvider.System.GetUtcNow();
        history.Intent(key, what);
        for (var attempt = 0; ; attempt++)
        {
            if (TimeProvider.System.GetUtcNow() - begun > Liveness)
            {
                history.Odd(key, $"{what}: no outcome within {Liveness.TotalSeconds} s");
                return null;
            }
            var outcome = await Outcome.OfAsync(_client, method, path, body, method == HttpMethod.Post ? key : null);
            switch (outcome.Kind)
            {
                case OutcomeKind.Ok:
                case OutcomeKind.Refused when alsoOk == outcome.Status && attempt > 0:
                    history.Ok(key, outcome.Replayed);
                    Acknowledged++;
                    if (outcome.Body.ValueKind == JsonValueKind.Object && outcome.Body.TryGetProperty("version", out var version))
                    {
                        Last = (version.GetInt64(), begun);
                    }
                    return outcome.Body;
                case OutcomeKind.Refused when outcome.Code == "invalid_token":
                    await SignInAsync();
                    break;
                case OutcomeKind.Refused when outcome.Code == "insufficient_balance":
                    history.Refused(key, outcome.Why);
                    Intents.TryRemove(key, out _);
                    return null;
                case OutcomeKind.Unknown:
                    history.Unknown(key, outcome.Why);
                    await Task.Delay(100);
                    break;
                default:
                    history.Odd(key, $"{what}: {outcome.Why}");
                    await Task.Delay(100);
                    break;
            }
        }
    }

    /// <summary>The token is over after a quarter of an hour; whatever is broken at that moment, the next attempt asks again.</summary>
    private async Task SignInAsync()
    {
        try
        {
            (await _client.SignInAsync()).Ok();
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or TaskCanceledException)
        {
            history.Note($"sign-in: {e.Message}");
            await Task.Delay(200);
        }
    }

    private string NewKey()
    {
        var key = $"{seed}-{_count++}-{RandomNumberGenerator.GetHexString(8)}";
        Intents[key] = true;
        return key;
    }

    private decimal Amount() => 1 + (_dice.Next(100_000) / 100m);
}
