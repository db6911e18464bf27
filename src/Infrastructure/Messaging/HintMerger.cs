using System.Text.Json;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>What is sent, and the rows that it stands for.</summary>
internal sealed record MergedMessage(OutboxRow Row, IReadOnlyList<OutboxRow> Of);

/// <summary>
/// Makes one message of hints that wait together: consecutive commits of one person to the transactions of one book are one range of numbers,
/// whose facts are in <c>changes</c>. With a backlog that is most of the work that broker and effects have; without one there is nothing to merge.
/// Only what touches exactly is merged, and nothing but transactions, so that what is inside a range is what its cause says.
/// </summary>
internal static class HintMerger
{
    private const string Mergeable = "transaction.";
    private const string Several = "transaction.changed";

    /// <summary>Longest range of numbers in one message: what an effect is asked to look at in one go.</summary>
    private const int LongestRange = 500;

    private static readonly string Contract = ContractNames.Of(typeof(BookChanged));

    public static IReadOnlyList<MergedMessage> Merge(IReadOnlyList<OutboxRow> rows)
    {
        var parcels = new List<Run>(rows.Count);
        var open = new Dictionary<Guid, Run>();
        foreach (var row in rows)
        {
            var hint = Read(row);
            if (hint is not null && open.TryGetValue(hint.BookId, out var run) && run.Takes(hint))
            {
                run.Add(row, hint);
                continue;
            }
            run = new Run(row, hint);
            parcels.Add(run);
            if (hint is not null)
            {
                open[hint.BookId] = run;
            }
        }
        return parcels.ConvertAll(p => p.Close());
    }

    /// <summary>Null for what is no hint, or not to be understood: it goes as it is.</summary>
    private static BookChanged? Read(OutboxRow row)
    {
        if (row.Contract != Contract)
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<BookChanged>(row.Body, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Run(OutboxRow first, BookChanged? hint)
    {
        private readonly List<OutboxRow> _rows = [first];
        private BookChanged? _hint = hint;

        public bool Takes(BookChanged next) =>
            _hint is not null
            && next.FromSeq == _hint.ToSeq
            && next.ActorId == _hint.ActorId
            && next.ToSeq - _hint.FromSeq <= LongestRange
            && IsMergeable(_hint)
            && IsMergeable(next);

        public void Add(OutboxRow row, BookChanged next)
        {
            _rows.Add(row);
            var cause = next.Cause == _hint!.Cause ? next.Cause : Several;
            _hint = _hint with { ToSeq = next.ToSeq, Cause = cause, OccurredAt = next.OccurredAt };
        }

        // The identity is the last row's, so that the same rows are the same message; with newer ones behind them they are another, wider one.
        public MergedMessage Close() =>
            _rows.Count == 1
                ? new MergedMessage(_rows[0], _rows)
                : new MergedMessage(
                    _rows[0] with
                    {
                        MessageId = _rows[^1].MessageId,
                        Body = JsonSerializer.Serialize(_hint, Json.Options),
                    },
                    _rows
                );

        private static bool IsMergeable(BookChanged hint) => hint.Cause?.StartsWith(Mergeable, StringComparison.Ordinal) == true;
    }
}
