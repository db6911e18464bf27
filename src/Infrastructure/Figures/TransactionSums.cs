using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What a list of transactions comes to.</summary>
/// <param name="ETag">Of the state of the book that was seen.</param>
/// <param name="Converted">In the book's currency.</param>
/// <param name="ByCurrency">As it is, by currency.</param>
/// <param name="Missing">What could not be converted: it is in none of the converted totals.</param>
public sealed record SummedTransactions(
    string ETag,
    TransactionTotals Converted,
    IReadOnlyList<(string Currency, TransactionTotals Totals)> ByCurrency,
    IReadOnlyList<MissingRate> Missing
);

/// <summary>Sums lists of transactions, converted as the dashboard converts. Nothing is kept: few ask for the same list again.</summary>
public sealed class TransactionSums(TransactionSearch search, RateTables rates)
{
    // Raised with the answer's shape or arithmetic.
    private const int AnswerVersion = 1;

    /// <summary>The entity tag of a list's sum as long as the book is as its head says.</summary>
    public static string ETag(CursorScope list, BookHead head)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(head);
        return ETag(list, head, new BookLabel(head.Seq, head.Epoch, head.RatesVersion));
    }

    /// <param name="list">What is summed.</param>
    /// <param name="filter">The same as conditions.</param>
    /// <param name="book">The book; its seq may already be older than what is read.</param>
    /// <param name="cancellation">Ends the queries.</param>
    /// <returns>The sums, or 503 <c>search_timeout</c>.</returns>
    public async Task<Result<SummedTransactions>> ReadAsync(
        CursorScope list,
        Func<TransactionFilter> filter,
        BookHead book,
        CancellationToken cancellation
    )
    {
        var (found, table) = await rates.WithAsync(
            book,
            async () =>
            {
                var read = await search.SumAsync(filter(), book.Currency, cancellation);
                return (read, read.IsSuccess ? read.Value.Label : default);
            },
            read => read.IsSuccess ? Priced(read.Value.Sums) : [],
            cancellation
        );
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var (sums, label) = found.Value;
        var (totals, missing) = TransactionTotals.Convert(sums, book.Currency, table);
        var byCurrency = sums.Where(s => s.Day is null)
            .GroupBy(s => s.Currency, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, TransactionTotals.Of([.. g])));
        return new SummedTransactions(ETag(list, book, label), totals, [.. byCurrency], MissingRate.Of(missing));
    }

    private static List<(string Currency, DateOnly Day)> Priced(List<MovedSum> sums) =>
        [.. sums.Where(s => s.Day is not null).Select(s => (s.Currency, s.Day!.Value))];

    private static string ETag(CursorScope list, BookHead head, BookLabel label)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{head.BookId:N}|{label.Epoch}|{label.Seq}|{label.RatesVersion}|{AnswerVersion}|{list.Name}"
        );
        return $"\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 18))}\"";
    }
}
