namespace Rupaya.Features.User.UpdateSettings;

internal sealed class UpdateSettingsValidator : AbstractValidator<UpdateSettingsRequest>
{
    public UpdateSettingsValidator() =>
        RuleFor(r => r.Locale).Must(SettingsChange.IsLocale).WithMessage("Must be a language tag such as en-IN.");
}
