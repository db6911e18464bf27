using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Domain.Imports;

/// <summary>What a bank's reference has to fit to before two rows that carry it are one.</summary>
/// <param name="Date">Civil date.</param>
/// <param name="Amount">Signed effect on the account, in its currency.</param>
public readonly record struct RowFacts(DateOnly Date, decimal Amount)
{
    /// <summary>Days by which a bank may move the date of a row that it exports again.</summary>
    public const int MaxShift = 5;

    /// <summary>True when both can be the same movement of money.</summary>
    public bool Fits(RowFacts other) => Amount == other.Amount && Math.Abs(Date.DayNumber - other.Date.DayNumber) <= MaxShift;
}

/// <summary>The identity of a row in its file.</summary>
/// <param name="Identity">What it is known by when it comes again.</param>
/// <param name="IsRepeated">True when the file has the very same row, by its reference, before.</param>
/// <param name="Reference">
/// The identity that its reference alone gives; null where it has none. A row that is known by it is only the same one when the facts fit.
/// </param>
/// <param name="Earlier">What release 0.1, which took such a reference for a number, knew the row by if not by its reference alone; else null.</param>
public readonly record struct IdentifiedRow(Guid Identity, bool IsRepeated, Guid? Reference, Guid? Earlier = null);

/// <summary>A row whose identity changed when the rest of the file was read.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Identity">What it is known by now.</param>
/// <param name="Reference">The identity that its reference alone gives.</param>
public readonly record struct ReidentifiedRow(int Line, Guid Identity, Guid Reference);

/// <summary>
/// What makes a statement row itself: (account, reference), else a hash of (date, signed amount, merchant, description) and its occurrence
/// number in the file, so that two equal rows of one file are two rows and a repeated file is none. A reference that stands for nothing
/// (<c>0</c>, <c>-</c>, <c>NA</c>, <c>UPI</c>, <c>9999</c>) is none. Of several different rows with one reference the first is known by it, the
/// others by it and by what they are; whoever finds a row known by its reference therefore compares the facts. One instance serves one file.
/// </summary>
/// <param name="accountId">The account the file belongs to.</param>
public sealed class RowIdentity(Guid accountId)
{
    private readonly Dictionary<Guid, int> _occurrences = [];
    private readonly Dictionary<Guid, ReferencedRow> _references = [];
    private readonly HashSet<Guid> _shared = [];
    private readonly Dictionary<Guid, List<(int Line, string Reference)>> _repeated = [];

    /// <summary>The identity of the next row.</summary>
    /// <param name="row">As read.</param>
    /// <param name="amount">Its signed effect on the account.</param>
    public IdentifiedRow Of(StatementRow row, decimal amount)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Reference is null)
        {
            return new IdentifiedRow(ByContent(row, amount), false, null);
        }
        var reference = ByReference(row.Reference);
        if (IsPlaceholder(row.Reference))
        {
            return new IdentifiedRow(
                ByContent(row, amount),
                IsRepeated: false,
                reference,
                Detailed(row.Reference, new RowFacts(row.Date, amount))
            );
        }
        var what = new ReferencedRow(new RowFacts(row.Date, amount), row.Merchant, row.Description);
        if (_references.TryAdd(reference, what))
        {
            return new IdentifiedRow(reference, false, reference);
        }
        if (!_shared.Contains(reference) && _references[reference] == what)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_repeated, reference, out _) ??= []).Add((row.Line, row.Reference));
            return new IdentifiedRow(reference, true, reference);
        }
        _shared.Add(reference);
        return new IdentifiedRow(Detailed(row.Reference, what.Facts), false, reference);
    }

    /// <summary>After the last row: those taken for a repetition before another row showed that their reference tells nothing.</summary>
    public IReadOnlyList<ReidentifiedRow> Reidentified() =>
        [
            .. _repeated
                .Where(r => _shared.Contains(r.Key))
                .SelectMany(r =>
                    r.Value.Select(row => new ReidentifiedRow(row.Line, Detailed(row.Reference, _references[r.Key].Facts), r.Key))
                ),
        ];

    /// <summary>The identity of a row whose reference turned out to be known with other facts.</summary>
    public Guid Detailed(string reference, RowFacts facts)
    {
        var content = string.Create(
            CultureInfo.InvariantCulture,
            $"{accountId:N}\nreference\n{reference}\n{facts.Date:yyyy-MM-dd}\n{Bare(facts.Amount)}"
        );
        return Numbered(content);
    }

    private Guid ByContent(StatementRow row, decimal amount) =>
        Numbered(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{accountId:N}\ncontent\n{row.Date:yyyy-MM-dd}\n{Bare(amount)}\n{row.Merchant}\n{row.Description}"
            )
        );

    private Guid ByReference(string reference) => Hash($"{accountId:N}\nreference\n{reference}");

    private Guid Numbered(string content)
    {
        var key = Hash(content);
        var occurrence = _occurrences[key] = _occurrences.GetValueOrDefault(key) + 1;
        return Hash(string.Create(CultureInfo.InvariantCulture, $"{content}\n{occurrence}"));
    }

    /// <summary>Nothing but words, signs and zeros, or one character again and again: no bank numbers what it books so.</summary>
    private static bool IsPlaceholder(string reference)
    {
        var (first, isRepeated, hasNumber) = ('\0', true, false);
        foreach (var c in reference)
        {
            if (!char.IsLetterOrDigit(c))
            {
                continue;
            }
            first = first == '\0' ? c : first;
            isRepeated &= c == first;
            hasNumber |= char.IsDigit(c) && c != '0';
            if (hasNumber && !isRepeated)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Without trailing zeros.</summary>
    private static decimal Bare(decimal amount) => amount / 1.0000000000000000000000000000m;

    private static Guid Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new Guid(hash[..16]);
    }

    /// <summary>The first row of a file that carries a reference: with the same reference, another text is another row.</summary>
    private readonly record struct ReferencedRow(RowFacts Facts, string? Merchant, string? Description);
}
