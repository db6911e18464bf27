using System.Globalization;
using System.Text.Json;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Ledger.Model;

/// <summary>Runs a program against the API in a book of its own, with accounts in several currencies and two members.</summary>
internal sealed class LedgerProgram(Client owner, Client member, Guid bookId, TotalsProjector totals, SearchProjector search)
{
    private static readonly (string Type, string Currency, decimal Opening)[] Kinds =
    [
        ("checking", "INR", 500),
        ("savings", "INR", 0),
        ("cash", "JPY", 10_000),
        ("credit_card", "KWD", -1.5m),
    ];

    private readonly List<(Guid Id, string Currency)> _accounts = [];
    private readonly List<(Guid Id, string Kind)> _categories = [];

    /// <summary>What the client knows, by sync alone; also what an edit chooses from.</summary>
    public Replica Phone { get; } = new(owner);

    public async Task StartAsync()
    {
        foreach (var (type, currency, opening) in Kinds)
        {
            _accounts.Add((await owner.OpenAccountAsync(type, opening, currency), currency));
        }
        foreach (var category in (await owner.GetAsync("categories")).Ok().EnumerateArray().Where((_, i) => i % 3 == 0))
        {
            _categories.Add((category.GetProperty("categoryId").GetGuid(), category.GetProperty("kind").GetString()!));
        }
        await Phone.CatchUpAsync();
    }

    /// <summary>Does a step. It may be refused, but never fails; returns the transaction it was about, if any.</summary>
    public async Task<Guid?> DoAsync(Step step)
    {
        if (step.Act == Act.Project)
        {
            await totals.FoldAsync([bookId], CancellationToken.None);
            await search.FoldAsync([bookId], CancellationToken.None);
            return null;
        }
        var client = step.ByMember ? member : owner;
        var picked = Pick(step.A);
        var reply = await SendAsync(client, step, picked);
        if (reply is null)
        {
            return null;
        }
        ((int)reply.Status).ShouldBeInRange(200, 499, $"{step}: {reply.Text}");
        return reply.Body.ValueKind == JsonValueKind.Object && reply.Body.TryGetProperty("transactionId", out var id)
            ? id.GetGuid()
            : picked?.GetProperty("transactionId").GetGuid();
    }

    private Task<Reply?> SendAsync(Client client, Step step, JsonElement? picked) =>
        step.Act switch
        {
            Act.Expense or Act.Income => Post(client, "transactions", Body(step, step.Act == Act.Income)),
            Act.Split => Post(client, "transactions", SplitBody(step)),
            Act.Transfer => Post(client, "transfers", TransferBody(step)),
            Act.Bulk => Post(
                client,
                $"transactions/bulk?atomic={(step.B % 2 == 0 ? "true" : "false")}",
                new
                {
                    items = Enumerable
                        .Range(0, 2 + (step.C % 6))
                        .Select(i => Body(step with { B = step.B + i, Cents = step.Cents * (i + 1) }, i % 3 == 0)),
                }
            ),
            Act.NewCategory => NewCategoryAsync(client, step),
            Act.MergeCategory => MergeAsync(client, step),
            Act.Reconcile => ReconcileAsync(client, step),
            Act.AccountLimit => Put(client, $"accounts/{Account(step.A).Id}", new { overdraftLimit = step.C }),
            _ => picked is null ? Task.FromResult<Reply?>(null) : EditAsync(client, step, picked.Value),
        };

    private Task<Reply?> EditAsync(Client client, Step step, JsonElement picked)
    {
        var path = $"transactions/{picked.GetProperty("transactionId").GetGuid()}";
        var currency = picked.GetProperty("currency").GetString()!;
        return step.Act switch
        {
            Act.Refund => Post(
                client,
                "transactions",
                new
                {
                    accountId = _accounts.First(a => a.Currency == currency).Id,
                    amount = Amount(step.Cents / 3 + 1, currency),
                    type = "income",
                    refundOf = picked.GetProperty("transactionId").GetGuid(),
                    categoryId = picked
                        .GetProperty("splits")
                        .EnumerateArray()
                        .Select(s => s.GetProperty("categoryId").Clone())
                        .FirstOrDefault()
                        is { ValueKind: JsonValueKind.String } part
                        ? part.GetGuid()
                        : (Guid?)null,
                    date = Day(step.C),
                }
            ),
            Act.EditAmount => Put(client, path, new { amount = Amount(step.Cents, currency) }),
            Act.EditDate => Put(client, path, new { date = Day(step.C) }),
            Act.EditAccount => Put(client, path, new { accountId = Account(step.B).Id }),
            Act.EditCategory => Put(client, path, new { categoryId = step.C % 5 == 0 ? (Guid?)null : Category(step.B) }),
            Act.EditSplits => Put(client, path, new { splits = Parts(step, picked.GetProperty("amount").GetDecimal(), currency) }),
            Act.EditType => Put(client, path, new { type = step.C % 2 == 0 ? "income" : "expense", categoryId = (Guid?)null }),
            Act.EditStatus => Put(client, path, new { status = step.C % 2 == 0 ? "pending" : "cleared" }),
            Act.ForcedEdit => Put(
                client,
                $"{path}?force=true&reason=model",
                new { amount = Amount(step.Cents, currency), date = Day(step.C) }
            ),
            Act.Delete => Delete(client, path),
            Act.ForcedDelete => Delete(client, $"{path}?force=true&reason=model"),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown act."),
        };
    }

    private object Body(Step step, bool income)
    {
        var (id, currency) = Account(step.B);
        var fitting = _categories.FindAll(c => c.Kind == (income ? "income" : "expense"));
        return new
        {
            accountId = id,
            amount = Amount(step.Cents, currency),
            type = income ? "income" : "expense",
            categoryId = step.C % 4 == 0 ? null : (Guid?)fitting[step.C % fitting.Count].Id,
            date = Day(step.C),
            tags = step.C % 3 == 0 ? new[] { "t" } : null,
            status = step.C % 7 == 0 ? "pending" : null,
        };
    }

    private object SplitBody(Step step)
    {
        var (id, currency) = Account(step.B);
        var amount = Amount(step.Cents, currency);
        return new
        {
            accountId = id,
            amount,
            type = "expense",
            splits = Parts(step, amount, currency),
            date = Day(step.A),
        };
    }

    private object[] Parts(Step step, decimal amount, string currency)
    {
        var unit = Domain.Money.Currency.Of(currency);
        var first = Math.Min(amount, Math.Max(unit.Round(amount * (step.C % 100) / 100m), Amount(1, currency)));
        var rest = amount - first;
        var kind = _categories.FindAll(c => c.Kind == "expense");
        object Part(int i, decimal part) => new { categoryId = i % 4 == 0 ? null : (Guid?)kind[i % kind.Count].Id, amount = part };
        return rest == 0 ? [Part(step.A, first)] : [Part(step.A, first), Part(step.B, rest)];
    }

    private object TransferBody(Step step)
    {
        var (from, to) = (Account(step.A), Account(step.B));
        return new
        {
            fromAccountId = from.Id,
            toAccountId = to.Id,
            amount = Amount(step.Cents, from.Currency),
            toAmount = from.Currency == to.Currency ? (decimal?)null : Amount(step.C + 1, to.Currency),
            date = Day(step.C),
        };
    }

    private async Task<Reply?> NewCategoryAsync(Client client, Step step)
    {
        var kind = step.A % 3 == 0 ? "income" : "expense";
        var reply = await client.PostAsync("categories", new { name = $"New {step.B}", kind });
        if ((int)reply.Status == 201)
        {
            _categories.Add((reply["categoryId"].GetGuid(), kind));
        }
        return reply;
    }

    private async Task<Reply?> MergeAsync(Client client, Step step)
    {
        var (from, to) = (_categories[step.A % _categories.Count], _categories[step.B % _categories.Count]);
        // The last of a kind stays, so that bodies find one.
        if (_categories.Count(c => c.Kind == from.Kind) == 1)
        {
            return null;
        }
        var reply = await client.DeleteAsync(step.C % 4 == 0 ? $"categories/{from.Id}" : $"categories/{from.Id}?moveTo={to.Id}");
        if ((int)reply.Status == 204)
        {
            _categories.Remove(from);
        }
        return reply;
    }

    private async Task<Reply?> ReconcileAsync(Client client, Step step)
    {
        var path = $"accounts/{Account(step.A).Id}/reconcile";
        var asked = await client.PostAsync(path, new { statementDate = Past(step.C), statementBalance = 0 });
        return step.B % 3 == 0
            ? asked
            : await client.PostAsync(path, new { statementDate = Past(step.C), statementBalance = asked["cleared"].GetDecimal() });
    }

    private JsonElement? Pick(int number)
    {
        var rows = Phone.Transactions;
        return rows.Count == 0 ? null : rows[number % rows.Count];
    }

    private (Guid Id, string Currency) Account(int number) => _accounts[number % _accounts.Count];

    private Guid Category(int number) => _categories[number % _categories.Count].Id;

    private static decimal Amount(int units, string currency)
    {
        var minor = Domain.Money.Currency.Of(currency).MinorUnit;
        return new decimal(units, 0, 0, isNegative: false, (byte)minor);
    }

    /// <summary>A day that a statement can be of.</summary>
    private static string Past(int number) =>
        new DateOnly(2026, 11, 1).AddDays((number % 45) - 30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Day(int number) =>
        new DateOnly(2026, 11, 1).AddDays((number % 60) - 30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<Reply?> Post(Client client, string path, object body) => await client.PostAsync(path, body);

    private static async Task<Reply?> Put(Client client, string path, object body) => await client.PutAsync(path, body);

    private static async Task<Reply?> Delete(Client client, string path) => await client.DeleteAsync(path);
}
