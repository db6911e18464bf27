namespace Rupaya.Features.User.UpdateSettings;

internal sealed class UpdateSettingsValidator : Validator<UpdateSettingsRequest>
{
    public UpdateSettingsValidator() =>
        RuleFor(r => r.Locale).Must(SettingsChange.IsLocale).WithMessage("Must be a language tag such as en-IN.");
}
