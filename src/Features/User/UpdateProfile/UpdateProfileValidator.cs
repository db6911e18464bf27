namespace Rupaya.Features.User.UpdateProfile;

internal sealed class UpdateProfileValidator : Validator<UpdateProfileRequest>
{
    public UpdateProfileValidator()
    {
        RuleFor(r => r.Name).OptionalName(200);
        RuleFor(r => r.Currency).CurrencyCode();
        RuleFor(r => r.TimeZone).Zone();
    }
}
