using Npgsql;
using Rupaya.Domain.Analytics;

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
public sealed class SumRows
{
    internal BookLabel Label { get; private set; }

    /// <summary>Income, expenses and refunds, each in its own currency.</summary>
    public List<FlowSum> Sums { get; } = [];

    /// <summary>The accounts that are not deleted.</summary>
    internal List<SumAccount> Accounts { get; } = [];

    /// <summary>What moved accounts: bucket i is what is dated after day i of those asked for (from 1) and not after the next.</summary>
    internal List<FlowSum> Moves { get; } = [];

    /// <summary>What transactions add up to by something that is no row of its own: a merchant, a tag.</summary>
    internal List<FlowSum> Labelled { get; } = [];

    /// <summary>What the subjects of the sums are called, and the parents of categories.</summary>
    public Dictionary<Guid, (string Name, Guid? Parent)> Names { get; } = [];

    internal void Add(NpgsqlDataReader reader)
    {
        var row = new SumRow(reader);
        switch (row.Part)
        {
            case SumPart.Head:
                Label = row.Label;
                break;
            case SumPart.Sum:
                Names[row.Id] = (row.Name, row.ParentId);
                Sums.Add(row.Sum);
                break;
            case SumPart.Account:
                Accounts.Add(row.Account);
                break;
            case SumPart.Move:
                Moves.Add(row.Sum);
                break;
            case SumPart.Label:
                Names[row.Id] = (row.Name, null);
                Labelled.Add(row.Sum);
                break;
            default:
                throw new InvalidOperationException($"A sum has no part {row.Part}.");
        }
    }

    /// <summary>What the accounts hold now.</summary>
    internal IReadOnlyList<HeldBalance> Held() => Accounts.ConvertAll(a => new HeldBalance(a.AccountId, a.Currency, a.Balance));
}
