namespace Rupaya.Features.User.UpdatePreferences;

internal sealed class UpdatePreferencesValidator : Validator<UpdatePreferencesRequest>
{
    public UpdatePreferencesValidator() =>
        RuleFor(r => r.Locale).Must(SettingsChange.IsLocale).WithMessage("Must be a language tag such as en-IN.");
}
