using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Infrastructure.Figures;

/// <summary>
/// Serves figures by validity tag: a hash of book, epoch, seq, rates version, answer version and resolved parameters. The tag is the ETag,
/// and what a cached payload must carry to be served; so no cache entry needs invalidating to be correct.
/// </summary>
public sealed class FigureReader
{
    private readonly IBookCache _cache;
    private readonly BookHeads _heads;

    internal FigureReader(IBookCache cache, BookHeads heads)
    {
        _cache = cache;
        _heads = heads;
    }

    // Of a book after each change: what else was cached is computed when somebody asks.
    private const int MaxWarmed = 8;

    // Larger answers are of ranges that few ask for twice.
    private const int MaxCachedBytes = 256 * 1024;

    private static readonly TimeSpan ComputationLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Lazy<Task<Flight>>> _flights = new(StringComparer.Ordinal);

    /// <param name="caller">Who asks; any member of the book may.</param>
    /// <param name="figure">What is asked for.</param>
    /// <param name="parameters">Resolves what was asked with what query A knows: absolute dates, no "today".</param>
    /// <param name="conditional">What the client has.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>200 with an ETag, 304, or a refusal: 401, 404.</returns>
    public async Task<Result<Reply<TAnswer>>> AnswerAsync<TParameters, TAnswer>(
        Caller caller,
        IFigure<TParameters, TAnswer> figure,
        Func<BookHead, TParameters> parameters,
        IfNoneMatch conditional,
        CancellationToken cancellation
    )
        where TParameters : IFigureParameters<TParameters>
    {
        while (true)
        {
            var head = await _heads.ReadAsync(caller, cancellation);
            if (!head.IsSuccess)
            {
                return head.Error!;
            }
            if (await AnswerAsync(head.Value, figure, parameters(head.Value).Key, conditional, cancellation) is { } answer)
            {
                return new Reply<TAnswer>(answer);
            }
        }
    }

    /// <summary>Null when the book's currency, zone or calendar changed meanwhile: to be asked again with what they are now.</summary>
    private async Task<StoredReply?> AnswerAsync(
        BookHead head,
        IFigure figure,
        string key,
        IfNoneMatch conditional,
        CancellationToken cancellation
    )
    {
        var tag = Tag(head.BookId, new BookLabel(head.Seq, head.Epoch, head.RatesVersion), figure, key);
        if (conditional.Matches(tag))
        {
            Count(figure, "not_modified");
            return StoredReply.NotModified(tag);
        }
        var field = Field(figure, key);
        var cached = await _cache.FindAsync(head.BookId, field);
        if (cached?.Tag == tag)
        {
            Count(figure, "hit");
            return new StoredReply(StatusCodes.Status200OK, cached.Body, null, tag);
        }
        var (flight, shared) = await ComputeOnceAsync(tag, head, figure, key, field, cancellation);
        Count(figure, shared ? "shared" : "miss");
        return flight.Tag is { } fresh ? new StoredReply(StatusCodes.Status200OK, flight.Body, null, fresh) : null;
    }

    /// <summary>
    /// Those who ask for one state of one figure at the same time compute it once. The tag is the key, so whoever joins sees at least what its own
    /// query A saw. The computation is nobody's own: one who leaves does not take it from the others.
    /// </summary>
    private async Task<(Flight Flight, bool Shared)> ComputeOnceAsync(
        string tag,
        BookHead head,
        IFigure figure,
        string key,
        string field,
        CancellationToken cancellation
    )
    {
        var mine = new Lazy<Task<Flight>>(() => ComputeAsync(tag, head, figure, key, field));
        var flight = _flights.GetOrAdd(tag, mine);
        return (await flight.Value.WaitAsync(cancellation), !ReferenceEquals(flight, mine));
    }

    private async Task<Flight> ComputeAsync(string flight, BookHead head, IFigure figure, string key, string field)
    {
        try
        {
            using var patience = new CancellationTokenSource(ComputationLimit);
            var answer = await figure.ComputeAsync(head, key, patience.Token);
            if (!await HasSettingsOfAsync(head, answer.Label, patience.Token))
            {
                return new Flight(null, []);
            }
            var tag = Tag(head.BookId, answer.Label, figure, key);
            if (answer.Body.Length <= MaxCachedBytes)
            {
                await _cache.StoreAsync(head.BookId, field, new CachedPayload(tag, answer.Body), extend: true);
            }
            return new Flight(tag, answer.Body);
        }
        finally
        {
            _flights.TryRemove(flight, out _);
        }
    }

    /// <summary>
    /// True when what a figure saw has the settings that it was computed with. They change with the seq, so a book that nobody wrote to is not
    /// looked at again.
    /// </summary>
    private async Task<bool> HasSettingsOfAsync(BookHead head, BookLabel seen, CancellationToken cancellation) =>
        (seen.Seq == head.Seq && seen.Epoch == head.Epoch)
        || (
            await _heads.ReadForEffectAsync(head.BookId, cancellation) is { } now
            && (now.Currency, now.TimeZone, now.Calendar) == (head.Currency, head.TimeZone, head.Calendar)
        );

    private static void Count(IFigure figure, string result) =>
        Telemetry.CacheAnswers.Add(1, Telemetry.Result(result), Telemetry.Figure(figure.Name));

    /// <summary>
    /// Recomputes what is cached for a book and superseded, of the figures that are watched: of a book nobody looked at lately, nothing. Returns how
    /// many were replaced.
    /// </summary>
    public async Task<int> WarmAsync(Guid bookId, IReadOnlyCollection<IFigure> figures, CancellationToken cancellation)
    {
        var cached = await _cache.AllAsync(bookId);
        if (cached.Count == 0 || await _heads.ReadForEffectAsync(bookId, cancellation) is not { } head)
        {
            return 0;
        }
        var warmed = 0;
        // A write changes the present, and that is what people look at: who leafed through ten years does not come back to all of them.
        var latestFirst = cached
            .Select(c => (Field: c.Key, c.Value.Tag, Figure: Split(c.Key)))
            .OrderByDescending(c => FigureText.LastDay(c.Figure.Key));
        foreach (var (field, tag, (name, key)) in latestFirst)
        {
            var figure = figures.FirstOrDefault(f => f.Name == name && f.IsWatched);
            var label = new BookLabel(head.Seq, head.Epoch, head.RatesVersion);
            if (figure is null || warmed == MaxWarmed || tag == Tag(head.BookId, label, figure, key))
            {
                continue;
            }
            var answer = await figure.ComputeAsync(head, key, cancellation);
            if (!await HasSettingsOfAsync(head, answer.Label, cancellation))
            {
                break;
            }
            var fresh = new CachedPayload(Tag(head.BookId, answer.Label, figure, key), answer.Body);
            await _cache.StoreAsync(head.BookId, field, fresh, extend: false);
            warmed++;
        }
        return warmed;
    }

    private static string Field(IFigure figure, string key) => $"{figure.Name}?{key}";

    private static (string Name, string Key) Split(string field)
    {
        var cut = field.IndexOf('?', StringComparison.Ordinal);
        return (field[..cut], field[(cut + 1)..]);
    }

    private static string Tag(Guid bookId, BookLabel label, IFigure figure, string key)
    {
        var text = $"{bookId:N}|{label.Epoch}|{label.Seq}|{label.RatesVersion}|{figure.Name}|{figure.AnswerVersion}|{key}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return $"\"{Base64Url.EncodeToString(hash.AsSpan(0, 18))}\"";
    }

    /// <param name="Tag">Null when the book's settings changed while it was computed.</param>
    private sealed record Flight(string? Tag, byte[] Body);
}
