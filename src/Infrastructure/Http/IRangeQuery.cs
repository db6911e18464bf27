using FastEndpoints;
using FluentValidation;
using Rupaya.Domain.Calendars;

namespace Rupaya.Infrastructure.Http;

/// <summary>A query with a range of civil dates: both or none.</summary>
public interface IRangeQuery
{
    /// <summary>The first day of the range.</summary>
    QueryDate? StartDate { get; }

    /// <summary>The last day of the range.</summary>
    QueryDate? EndDate { get; }

    /// <summary>The range, null when none is given.</summary>
    DateRange? Requested => StartDate is null ? null : new DateRange(StartDate.Value.Day, EndDate!.Value.Day);
}

/// <summary>What every range has to be: whole, forwards, and of at most a hundred years.</summary>
public abstract class RangeQueryValidator<T> : Validator<T>
    where T : IRangeQuery
{
    private const int MaxYears = 100;

    /// <summary>Adds the rules of a range; the slice adds its own.</summary>
    protected RangeQueryValidator()
    {
        RuleFor(r => r.StartDate).QueryDate().NotNull().When(r => r.EndDate is not null);
        RuleFor(r => r.EndDate).QueryDate().NotNull().When(r => r.StartDate is not null);
        RuleFor(r => r.EndDate)
            .Cascade(CascadeMode.Stop)
            .Must((r, end) => end!.Value.Day >= r.StartDate!.Value.Day)
            .WithMessage("Must not be before startDate.")
            .Must((r, end) => IsShort(r.StartDate!.Value.Day, end!.Value.Day))
            .WithMessage($"Must have at most {MaxYears} years.")
            .When(r => r.StartDate is not null && r.EndDate is not null);
    }

    private static bool IsShort(DateOnly start, DateOnly end) =>
        start.Year > DateOnly.MaxValue.Year - MaxYears || end < start.AddYears(MaxYears);
}
