using Rupaya.Domain.Imports;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Domain.Transactions;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Workers.ImportStatement;

/// <summary>Decides what becomes of the rows of an export, and records what is new. One instance serves one file.</summary>
internal sealed class ExportPlan(LockedBook book, ExportBasis basis, OverdraftOptions overdraft)
{
    private static readonly Error NotOfIt = Problems.InvalidRefund.Error;

    private readonly ExportNames _names = new(book, basis, overdraft);
    private readonly Dictionary<Guid, Transaction> _new = [];
    private readonly Dictionary<Guid, ExportedRow> _rows = [];
    private readonly Dictionary<Guid, RowVerdict> _refused = [];
    private readonly HashSet<Guid> _identities = [];
    private readonly Dictionary<Guid, decimal> _givenBack = [];
    private int _detached;
    private int _unknown;

    /// <summary>The transactions that are new, in the order of the file.</summary>
    public IEnumerable<Transaction> New => _new.Values;

    /// <summary>What is worth knowing; null for nothing.</summary>
    public string? Note
    {
        get
        {
            var refunds =
                _detached == 0
                    ? null
                    : $"{_detached} refunds stand by themselves: what they give back is neither in the file nor in the book.";
            var unknown =
                _unknown == 0
                    ? null
                    : $"{_unknown} rows came from a bank into an account with another id: a statement that has them would bring them again.";
            return refunds is null ? unknown
                : unknown is null ? refunds
                : $"{refunds} {unknown}";
        }
    }

    /// <summary>The verdict on each row.</summary>
    public IReadOnlyList<RowVerdict> Decide(IReadOnlyList<ExportedRow> rows)
    {
        var verdicts = new List<RowVerdict>();
        _names.Expect(rows);
        foreach (var row in rows)
        {
            if (Known(row) is { } known)
            {
                verdicts.Add(known);
            }
            else if (Compose(row) is { } refused)
            {
                verdicts.Add(refused);
            }
            else
            {
                _rows[row.TransactionId] = row;
            }
        }
        PairTransfers();
        LinkRefunds();
        return [.. verdicts, .. _refused.Values, .. _rows.Values.Where(r => _new.ContainsKey(r.TransactionId)).Select(Imported)];
    }

    /// <summary>Records accounts, categories and transactions; what is given back before what gives it.</summary>
    public void Record(BookCommit commit)
    {
        _names.Record(commit, _new.Values);
        foreach (var row in _new.Values.OrderBy(t => t.RefundOf is not null).ToList())
        {
            commit.Record(new TransactionChange(null, row));
        }
        foreach (var (id, amount) in _givenBack)
        {
            commit.Record(Refunds.Adjust(book.Transactions[id], amount));
        }
    }

    private static RowVerdict Imported(ExportedRow row) => new(row.Line, RowVerdict.Imported, Row: row);

    private static RowVerdict Refuse(ExportedRow row, string field, string code, string message) =>
        new(row.Line, RowVerdict.Rejected, field, code, message, row.Text, row);

    private RowVerdict? Known(ExportedRow row)
    {
        if (basis.Transactions.Contains(row.TransactionId))
        {
            return new RowVerdict(row.Line, RowVerdict.Duplicate, "transactionId", "duplicate", "The book has it.", Row: row);
        }
        if (_rows.ContainsKey(row.TransactionId))
        {
            return new RowVerdict(row.Line, RowVerdict.Duplicate, "transactionId", "duplicate", "The file has it before.", Row: row);
        }
        return row.ImportIdentity is { } identity && basis.Identities.Contains(identity)
            ? new RowVerdict(row.Line, RowVerdict.Duplicate, "importIdentity", "duplicate", "Imported before.", Row: row)
            : null;
    }

    /// <summary>Makes the transaction of a row, or says why not.</summary>
    private RowVerdict? Compose(ExportedRow row)
    {
        if (_names.Account(row.Account) is not { } account)
        {
            return Refuse(row, "accountName", "too_many_accounts", $"A file makes at most {ExportNames.MaxNew} accounts.");
        }
        if (account.IsArchived)
        {
            return Refuse(row, "accountName", "account_archived", "The account is archived.");
        }
        if (account.Currency != row.Account.Currency)
        {
            return Refuse(row, "currency", "currency_mismatch", $"The account is in {account.Currency}.");
        }
        if (row.TransferId is { } transfer && basis.Transfers.Contains(transfer))
        {
            return Refuse(row, "transferId", "transfer_exists", "The book has a transfer with this id.");
        }
        var kind = row.Flow == "income" ? "income" : "expense";
        _new[row.TransactionId] = new Transaction
        {
            BookId = book.BookId,
            TransactionId = row.TransactionId,
            AccountId = account.AccountId,
            CategoryId = _names.Category(kind, row.Category),
            Flow = Flows.Parse(row.Flow),
            Direction = row.IsIn ? Direction.In : Direction.Out,
            Amount = row.Amount,
            Currency = account.Currency,
            Date = row.Date,
            Description = row.Description,
            Merchant = row.Merchant,
            Tags = [.. row.Tags],
            Status = row.Status,
            TransferId = row.TransferId,
            RefundOf = row.RefundOf,
            Reference = row.Reference,
            ImportIdentity = IdentityOf(row, account),
            Splits = [.. row.Parts.Select(p => new Split(_names.Category(kind, p.Category), p.Amount, p.Description))],
            Version = 0,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        return null;
    }

    /// <summary>What a bank's statement will know it by; it was made of the account's id.</summary>
    private Guid? IdentityOf(ExportedRow row, Account account)
    {
        if (row.ImportIdentity is not { } identity || !_identities.Add(identity))
        {
            return null;
        }
        if (account.AccountId == row.Account.Id)
        {
            return identity;
        }
        _unknown++;
        return null;
    }

    /// <summary>A transfer is what leaves one account and arrives on another: one leg alone would change what the book holds.</summary>
    private void PairTransfers()
    {
        foreach (var legs in _new.Values.Where(t => t.TransferId is not null).GroupBy(t => t.TransferId).ToList())
        {
            var (outgoing, incoming) = (
                legs.Where(l => l.Direction == Direction.Out).ToList(),
                legs.Where(l => l.Direction == Direction.In).ToList()
            );
            var isWhole = outgoing is [var from] && incoming is [var to] && IsTransfer(from, to);
            foreach (var leg in isWhole ? [] : legs.ToList())
            {
                Drop(
                    leg,
                    Refuse(
                        _rows[leg.TransactionId],
                        "transferId",
                        "transfer_incomplete",
                        "A transfer is two rows of one day: out of one account and into another, as much where the currency is one."
                    )
                );
            }
        }
    }

    private static bool IsTransfer(Transaction from, Transaction to) =>
        from.AccountId != to.AccountId && from.Date == to.Date && (from.Currency != to.Currency || from.Amount == to.Amount);

    private void LinkRefunds()
    {
        var sums = new RefundSums(book.Transactions.Values.Where(t => t.RefundOf is not null));
        foreach (var refund in _new.Values.Where(t => t.RefundOf is not null).ToList())
        {
            var id = refund.RefundOf!.Value;
            var original = _new.GetValueOrDefault(id) ?? book.Transactions.GetValueOrDefault(id);
            if (original is null)
            {
                _new[refund.TransactionId] = refund with { RefundOf = null };
                _detached++;
            }
            else if ((Refunds.CanBeOf(original, refund) ? sums.TryAdd(original, refund) : NotOfIt) is { } wrong)
            {
                Drop(refund, Refuse(_rows[refund.TransactionId], "refundOf", wrong.Code, wrong.Message));
            }
            else if (_new.ContainsKey(id))
            {
                _new[id] = original with { RefundedAmount = original.RefundedAmount + refund.Amount };
            }
            else
            {
                _givenBack[id] = _givenBack.GetValueOrDefault(id) + refund.Amount;
            }
        }
    }

    private void Drop(Transaction row, RowVerdict refused)
    {
        _new.Remove(row.TransactionId);
        _refused[row.TransactionId] = refused;
    }
}
