using FluentValidation.Resources;

namespace Rupaya.Infrastructure.Http;

/// <summary>What the validators' own rules say, as sentences whose subject is the field (<see cref="Domain.Results.FieldMessage"/>).</summary>
internal sealed class FieldLanguage : LanguageManager
{
    public FieldLanguage()
    {
        Culture = System.Globalization.CultureInfo.GetCultureInfo("en");
        Say("NotNullValidator", "Is required.");
        Say("NotEmptyValidator", "Is required.");
        Say("NullValidator", "Must be omitted.");
        Say("EmptyValidator", "Must be omitted.");
        Say("GreaterThanValidator", "Must be above {ComparisonValue}.");
        Say("GreaterThanOrEqualValidator", "Must be at least {ComparisonValue}.");
        Say("LessThanValidator", "Must be below {ComparisonValue}.");
        Say("LessThanOrEqualValidator", "Must be at most {ComparisonValue}.");
        Say("InclusiveBetweenValidator", "Must be {From} to {To}.");
        Say("MaximumLengthValidator", "Must have at most {MaxLength} characters.");
    }

    private void Say(string rule, string message) => AddTranslation("en", rule, message);
}
