using FluentValidation;
using FluentValidation.Results;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http;

/// <summary>The problem that a validator's failures come to.</summary>
public static class RequestValidation
{
    /// <summary>400 naming every field that is wrong, or null.</summary>
    public static Error? Check<T>(IValidator<T> validator, T request)
    {
        var result = validator.Validate(request);
        return result.IsValid ? null : Refusal(result.Errors);
    }

    /// <summary>400 <c>validation_failed</c>, or the problem that a rule brought as its state, with every field that is wrong.</summary>
    internal static Error Refusal(IReadOnlyCollection<ValidationFailure> failures)
    {
        var fields = failures
            .GroupBy(f => f.PropertyName, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(f => FieldMessage.Of(g.Key, f.ErrorMessage)).ToArray(), StringComparer.Ordinal);
        var problem = failures.Select(f => f.CustomState).OfType<Problem>().FirstOrDefault() ?? Problems.ValidationFailed;
        return problem.Because(Problems.ValidationFailed.Title) with { Fields = fields };
    }
}
