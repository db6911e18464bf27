using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>An account as a sum sees it.</summary>
/// <param name="Balance">In its currency, everything that was ever posted included.</param>
/// <param name="Today">What of it is dated up to today.</param>
/// <param name="OverdraftLimit">How far below 0 it may go, in its currency.</param>
internal sealed record SumAccount(
    Guid AccountId,
    string Name,
    string Currency,
    decimal Balance,
    decimal Today,
    bool IsArchived,
    decimal OverdraftLimit
);

/// <summary>What one statement saw of a book: sums of its journal, the names they go by, and its accounts.</summary>
internal sealed class SumRows
{
    public BookLabel Label { get; private set; }
    public List<FlowSum> Sums { get; } = [];
    public List<SumAccount> Accounts { get; } = [];

    /// <summary>What moved accounts: bucket i is what is dated after day i of those asked for (from 1) and not after the next.</summary>
    public List<FlowSum> Moves { get; } = [];

    /// <summary>What transactions add up to by something that is no row of its own: a merchant, a tag.</summary>
    public List<FlowSum> Labelled { get; } = [];
    public Dictionary<Guid, (string Name, Guid? Parent)> Names { get; } = [];

    public void Add(NpgsqlDataReader r)
    {
        switch (r.GetInt32(0))
        {
            case 0:
                Label = new BookLabel(r.GetInt64(9), r.GetInt32(6), (long)r.GetDecimal(8));
                break;
            case 1:
                Names[r.GetGuid(1)] = (r.GetString(3), r.IsDBNull(2) ? null : r.GetGuid(2));
                Sums.Add(Sum(r));
                break;
            case 2:
                Accounts.Add(
                    new SumAccount(
                        r.GetGuid(1),
                        r.GetString(3),
                        r.GetString(4),
                        r.GetDecimal(8),
                        r.GetDecimal(11),
                        r.GetInt32(6) == 1,
                        r.GetDecimal(10)
                    )
                );
                break;
            case 3:
                Moves.Add(Sum(r));
                break;
            default:
                Names[r.GetGuid(1)] = (r.GetString(3), null);
                Labelled.Add(Sum(r));
                break;
        }
    }

    /// <summary>What the accounts hold now.</summary>
    public IReadOnlyList<HeldBalance> Held() => Accounts.ConvertAll(a => new HeldBalance(a.AccountId, a.Currency, a.Balance));

    private static FlowSum Sum(NpgsqlDataReader r) =>
        new(
            r.GetGuid(1),
            r.GetString(4),
            Flows.Parse(r.GetString(5)),
            r.GetDecimal(8),
            r.IsDBNull(7) ? null : r.GetFieldValue<DateOnly>(7),
            r.GetInt32(6),
            r.GetInt64(9)
        );
}
