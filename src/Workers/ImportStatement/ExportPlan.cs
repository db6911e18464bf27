using Rupaya.Domain.Imports;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Workers.ImportStatement;

/// <summary>Decides what becomes of the rows of an export, and records what is new. One instance serves one file.</summary>
internal sealed class ExportPlan(LockedBook book, ExportBasis basis, OverdraftOptions overdraft)
{
    private readonly ExportNames _names = new(book, basis, overdraft);
    private readonly Dictionary<Guid, Transaction> _new = [];
    private readonly Dictionary<Guid, ExportedRow> _rows = [];
    private readonly Dictionary<Guid, RowVerdict> _refused = [];
    private readonly HashSet<Guid> _identities = [];
    private readonly HashSet<Guid> _linked = [];
    private int _detached;

    /// <summary>The transactions that are new, in the order of the file.</summary>
    public IEnumerable<Transaction> New => _new.Values;

    /// <summary>What is worth knowing; null for nothing.</summary>
    public string? Note =>
        _detached == 0 ? null : $"{_detached} refunds stand by themselves: what they give back is neither in the file nor in the book.";

    /// <summary>The verdict on each row.</summary>
    public IReadOnlyList<RowVerdict> Decide(IReadOnlyList<ExportedRow> rows)
    {
        var verdicts = new List<RowVerdict>();
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
            var numbered = row with { Version = commit.NextSeq };
            commit.Record(null, numbered);
            if (numbered.RefundOf is { } id && !_new.ContainsKey(id))
            {
                Refunds.Adjust(book.Transactions[id], numbered.Amount, book, commit);
            }
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
        var account = _names.Account(row.Account);
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
            Flow = row.Flow,
            Direction = row.IsIn ? "in" : "out",
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
            ImportIdentity = row.ImportIdentity is { } identity && _identities.Add(identity) ? identity : null,
            Splits = [.. row.Parts.Select(p => new Split(_names.Category(kind, p.Category), p.Amount, p.Description))],
            Version = 0,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        return null;
    }

    /// <summary>A transfer is what leaves one account and arrives on another: one leg alone would change what the book holds.</summary>
    private void PairTransfers()
    {
        foreach (var legs in _new.Values.Where(t => t.TransferId is not null).GroupBy(t => t.TransferId).ToList())
        {
            var (outgoing, incoming) = (legs.Where(l => l.Direction == "out").ToList(), legs.Where(l => l.Direction == "in").ToList());
            var isWhole = outgoing is [var from] && incoming is [var to] && from.AccountId != to.AccountId && from.Date == to.Date;
            foreach (var leg in isWhole ? [] : legs.ToList())
            {
                Drop(
                    leg,
                    Refuse(
                        _rows[leg.TransactionId],
                        "transferId",
                        "transfer_incomplete",
                        "A transfer has two rows: out of one account and into another."
                    )
                );
            }
        }
    }

    private void LinkRefunds()
    {
        foreach (var refund in _new.Values.Where(t => t.RefundOf is not null).ToList())
        {
            var id = refund.RefundOf!.Value;
            var original = _new.GetValueOrDefault(id) ?? book.Transactions.GetValueOrDefault(id);
            if (original is null)
            {
                _new[refund.TransactionId] = refund with { RefundOf = null };
                _detached++;
            }
            else if (Wrong(original, refund) is { } wrong)
            {
                Drop(refund, Refuse(_rows[refund.TransactionId], "refundOf", wrong.Code, wrong.Message));
            }
            else if (_new.ContainsKey(id))
            {
                _new[id] = original with { RefundedAmount = original.RefundedAmount + refund.Amount };
            }
        }
    }

    private Error? Wrong(Transaction original, Transaction refund)
    {
        var isOfIt =
            original.Flow == "expense"
            && original.Currency == refund.Currency
            && (
                original.Splits.Count == 0
                    ? original.CategoryId == refund.CategoryId
                    : original.Splits.Any(s => s.CategoryId == refund.CategoryId)
            );
        var others = book.RefundsOf(original.TransactionId)
            .Concat(_new.Values.Where(t => t.RefundOf == original.TransactionId && _linked.Contains(t.TransactionId)));
        return !isOfIt ? Error.Invalid("invalid_refund", "A refund has currency and category of the expense that it gives back.")
            : Refunds.Exceed(original, others, refund) is { } exceeds ? exceeds
            : Link(refund);
    }

    private Error? Link(Transaction refund)
    {
        _linked.Add(refund.TransactionId);
        return null;
    }

    private void Drop(Transaction row, RowVerdict refused)
    {
        _new.Remove(row.TransactionId);
        _refused[row.TransactionId] = refused;
    }
}
