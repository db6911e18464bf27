using System.Text.Json;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>A figure whose answer is cached: the HTTP slice asks for it, the cache effect warms it.</summary>
public interface IFigure
{
    /// <summary>Stable; part of the cache field and the validity tag.</summary>
    string Name { get; }

    /// <summary>Raised by whoever changes the formula or the answer's shape.</summary>
    int AnswerVersion { get; }

    /// <summary>True for what stands on somebody's screen: a change of the book has it computed again before it is asked for.</summary>
    bool IsWatched => false;

    /// <summary>Computes the answer as it is sent.</summary>
    /// <param name="book">The book; its seq may already be older than the answer's.</param>
    /// <param name="key">Of the parameters, as the cache keeps it.</param>
    /// <param name="cancellation">Ends the query.</param>
    Task<FigureAnswer> ComputeAsync(BookHead book, string key, CancellationToken cancellation);
}

/// <summary>A figure with the types of what it takes and answers.</summary>
/// <typeparam name="TParameters">Resolved: absolute dates, no "today".</typeparam>
/// <typeparam name="TAnswer">The body.</typeparam>
public interface IFigure<TParameters, TAnswer> : IFigure
    where TParameters : IFigureParameters<TParameters>
{
    /// <summary>Computes the answer from the database, all of it as one statement saw it.</summary>
    /// <param name="book">The book; its seq may already be older than the answer's.</param>
    /// <param name="parameters">What is asked for.</param>
    /// <param name="cancellation">Ends the query.</param>
    Task<Figure<TAnswer>> ComputeAsync(BookHead book, TParameters parameters, CancellationToken cancellation);

    /// <inheritdoc/>
    async Task<FigureAnswer> IFigure.ComputeAsync(BookHead book, string key, CancellationToken cancellation)
    {
        var figure = await ComputeAsync(book, TParameters.Parse(key), cancellation);
        return new FigureAnswer(figure.Label, JsonSerializer.SerializeToUtf8Bytes(figure.Answer, Json.Options));
    }
}

/// <param name="Label">The state of the book that the statement itself saw.</param>
/// <param name="Answer">The figure.</param>
public sealed record Figure<TAnswer>(BookLabel Label, TAnswer Answer);

/// <summary>What a figure computed.</summary>
/// <param name="Label">The state of the book that the statement itself saw.</param>
/// <param name="Body">JSON in UTF-8.</param>
public sealed record FigureAnswer(BookLabel Label, byte[] Body);

/// <summary>What a validity tag says about the book: which change it has seen, under which epoch and rates.</summary>
/// <param name="Seq">The last change of the book that was seen.</param>
/// <param name="Epoch">Raised by a restore or a rebuild.</param>
/// <param name="RatesVersion">Raised by new rates.</param>
public readonly record struct BookLabel(long Seq, int Epoch, long RatesVersion);
