using Rupaya.Domain.Rates;

namespace Rupaya.Infrastructure.Figures.Rates;

/// <summary>Where exchange rates come from that are not a book's own.</summary>
public interface IRateProvider
{
    /// <summary>For logs.</summary>
    string Name { get; }

    /// <summary>Something that changes when there may be new rates; null when there is nothing to read.</summary>
    string? Revision();

    /// <summary>All rates it has. Throws <see cref="FormatException"/> when it does not understand what it reads.</summary>
    IReadOnlyList<RateQuote> Read();
}
