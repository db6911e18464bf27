using FluentValidation;

namespace Rupaya.Infrastructure.Http.Lists;

/// <summary>What every list can be asked for.</summary>
public interface IListQuery
{
    /// <summary>1 to 200; all that there is when omitted.</summary>
    int? Limit { get; }

    /// <summary>From the <c>Link</c> of the page before, for the same filters and order.</summary>
    string? Cursor { get; }

    /// <summary>Smallest, oldest or first first; with <c>-</c> before it the other way round.</summary>
    string? Sort { get; }

    /// <summary>Made or changed at this instant or later.</summary>
    QueryInstant? UpdatedSince { get; }
}

/// <summary>Rules that all lists share.</summary>
public static class ListRules
{
    /// <param name="validator">Of the list's request.</param>
    /// <param name="sorts">What the list can be ordered by, without signs.</param>
    public static void ListQueryRules<T>(this AbstractValidator<T> validator, params IEnumerable<string> sorts)
        where T : IListQuery
    {
        ArgumentNullException.ThrowIfNull(validator);
        validator.RuleFor(r => r.Limit).InclusiveBetween(1, 200);
        validator.RuleFor(r => r.Sort).OneOf([.. sorts.SelectMany(s => new[] { s, $"-{s}" })]);
    }
}
