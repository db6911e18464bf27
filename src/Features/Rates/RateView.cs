using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Rates;

/// <summary>A rate of the book's own.</summary>
/// <param name="Base">ISO 4217 code.</param>
/// <param name="Quote">ISO 4217 code.</param>
/// <param name="Rate">Units of <paramref name="Quote"/> for one of <paramref name="Base"/>.</param>
internal sealed record RateView(Guid RateId, string Base, string Quote, DateOnly Date, decimal Rate, long Version)
{
    public static RateView From(BookRate r) => new(r.RateId, r.Base, r.Quote, r.Date, r.Rate, r.Version);
}
