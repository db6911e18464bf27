using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rupaya.Infrastructure.Caching;
using Rupaya.Infrastructure.Observability;
using Rupaya.Infrastructure.Web;

namespace Rupaya.Infrastructure.Reads;

/// <summary>
/// Serves figures by validity tag: a hash of book, epoch, seq, rates version, answer version and resolved parameters. The tag is the ETag,
/// and what a cached payload must carry to be served; so no cache entry needs invalidating to be correct.
/// </summary>
internal sealed class Figures(IBookCache cache)
{
    public async Task<Answer> AnswerAsync(
        BookHead head,
        IFigure figure,
        string parameters,
        Conditional conditional,
        CancellationToken cancellation
    )
    {
        var tag = Tag(head.BookId, new BookLabel(head.Seq, head.Epoch, head.RatesVersion), figure, parameters);
        if (conditional.Matches(tag))
        {
            Telemetry.CacheAnswers.Add(1, new KeyValuePair<string, object?>("result", "not_modified"));
            return Answer.NotModified(tag);
        }
        var field = Field(figure, parameters);
        var cached = await cache.FindAsync(head.BookId, field);
        if (cached?.Tag == tag)
        {
            Telemetry.CacheAnswers.Add(1, new KeyValuePair<string, object?>("result", "hit"));
            return new Answer(StatusCodes.Status200OK, cached.Body, null, tag);
        }
        Telemetry.CacheAnswers.Add(1, new KeyValuePair<string, object?>("result", "miss"));
        var answer = await figure.ComputeAsync(head, parameters, cancellation);
        tag = Tag(head.BookId, answer.Label, figure, parameters);
        await cache.StoreAsync(head.BookId, field, new CachedPayload(tag, answer.Body), extend: true);
        return new Answer(StatusCodes.Status200OK, answer.Body, null, tag);
    }

    /// <summary>Recomputes what is cached for a book and superseded: of a book nobody looked at lately, nothing. Returns how many were replaced.</summary>
    public async Task<int> WarmAsync(Guid bookId, BookHeads heads, IReadOnlyCollection<IFigure> figures, CancellationToken cancellation)
    {
        var cached = await cache.AllAsync(bookId);
        if (cached.Count == 0 || await heads.ReadForEffectAsync(bookId, cancellation) is not { } head)
        {
            return 0;
        }
        var warmed = 0;
        foreach (var (field, payload) in cached)
        {
            var (name, parameters) = Split(field);
            var figure = figures.FirstOrDefault(f => f.Name == name);
            var label = new BookLabel(head.Seq, head.Epoch, head.RatesVersion);
            if (figure is null || payload.Tag == Tag(head.BookId, label, figure, parameters))
            {
                continue;
            }
            var answer = await figure.ComputeAsync(head, parameters, cancellation);
            var fresh = new CachedPayload(Tag(head.BookId, answer.Label, figure, parameters), answer.Body);
            await cache.StoreAsync(head.BookId, field, fresh, extend: false);
            warmed++;
        }
        return warmed;
    }

    private static string Field(IFigure figure, string parameters) => $"{figure.Name}?{parameters}";

    private static (string Name, string Parameters) Split(string field)
    {
        var cut = field.IndexOf('?', StringComparison.Ordinal);
        return (field[..cut], field[(cut + 1)..]);
    }

    private static string Tag(Guid bookId, BookLabel label, IFigure figure, string parameters)
    {
        var text = $"{bookId:N}|{label.Epoch}|{label.Seq}|{label.RatesVersion}|{figure.Name}|{figure.AnswerVersion}|{parameters}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return $"\"{Base64Url.EncodeToString(hash.AsSpan(0, 18))}\"";
    }
}
