using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
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
    private const string Password = "SecurePass123!";
    private static readonly string[] Reads = ["accounts", "transactions?limit=20", "analytics/dashboard", "wallet/summary"];
    private static readonly TimeSpan Liveness = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new() { BaseAddress = new Uri(api, "/api/v1/"), Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<Guid> _own = [];
    private readonly string _email = $"chaos-{Guid.CreateVersion7():N}@rupaya.example";
    private ulong _dice = (ulong)seed;
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
        var user = await SetUpAsync(
            HttpMethod.Post,
            "auth/signup",
            new
            {
                email = _email,
                password = Password,
                deviceId = "chaos",
            }
        );
        SetToken(user);
        BookId = (await SetUpAsync(HttpMethod.Get, "books", null))[0].GetProperty("bookId").GetGuid();
        _from = await OpenAsync("checking", 100_000_000);
        _to = await OpenAsync("savings", 0);
        string[] events = ["transaction.created", "transaction.updated", "transaction.deleted"];
        await SetUpAsync(
            HttpMethod.Post,
            "webhooks",
            new
            {
                url = hookUrl,
                events,
                secret = HookSink.Secret,
            }
        );
    }

    /// <summary>One write, until it is known what became of it.</summary>
    public async Task StepAsync()
    {
        switch (Next(10))
        {
            case < 5:
                await CreateAsync();
                break;
            case 5:
                await TransferAsync();
                break;
            case < 9 when _own.Count > 0:
                await EditAsync(_own[Next(_own.Count)]);
                break;
            case 9 when _own.Count > 0:
                await DeleteAsync(_own[Next(_own.Count)]);
                break;
        }
    }

    /// <summary>One read, until it is answered.</summary>
    public async Task ReadAsync()
    {
        var path = Reads[Next(Reads.Length)];
        var begun = TimeProvider.System.GetTimestamp();
        for (; TimeProvider.System.GetElapsedTime(begun) < Liveness; await Task.Delay(100))
        {
            var outcome = await Outcome.OfAsync(_http, HttpMethod.Get, path, null, key: null);
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

    public void Dispose() => _http.Dispose();

    private async Task CreateAsync()
    {
        var (key, amount) = (NewKey(), Amount());
        var body = new
        {
            accountId = _from,
            amount,
            type = Next(4) == 0 ? "income" : "expense",
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
            var outcome = await Outcome.OfAsync(_http, method, path, body, method == HttpMethod.Post ? key : null);
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
            SetToken(
                await SetUpAsync(
                    HttpMethod.Post,
                    "auth/signin",
                    new
                    {
                        email = _email,
                        password = Password,
                        deviceId = "chaos",
                    }
                )
            );
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or TaskCanceledException)
        {
            history.Note($"sign-in: {e.Message}");
            await Task.Delay(200);
        }
    }

    private async Task<Guid> OpenAsync(string type, decimal opening) => (
            await SetUpAsync(
                HttpMethod.Post,
                "accounts",
                new
                {
                    name = type,
                    type,
                    openingBalance = opening,
                }
            )
        ).GetProperty("accountId").GetGuid();

    private async Task<JsonElement> SetUpAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{path}: {text}");
    }

    private void SetToken(JsonElement user) =>
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user.GetProperty("accessToken").GetString());

    private string NewKey()
    {
        var key = $"{seed}-{_count++}-{RandomNumberGenerator.GetHexString(8)}";
        Intents[key] = true;
        return key;
    }

    private decimal Amount() => 1 + (Next(100_000) / 100m);

    /// <summary>Knuth's MMIX generator: the same steps from a seed.</summary>
    private int Next(int below)
    {
        _dice = unchecked((_dice * 6364136223846793005) + 1442695040888963407);
        return (int)((_dice >> 33) % (ulong)below);
    }
}
