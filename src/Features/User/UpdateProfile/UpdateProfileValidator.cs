namespace Rupaya.Features.User.UpdateProfile;

internal sealed class UpdateProfileValidator : AbstractValidator<UpdateProfileRequest>
{
    public UpdateProfileValidator()
    {
        RuleFor(r => r.Name).Text(200).Must(name => name is null || name.Trim().Length > 0).WithMessage("Must not be empty.");
        RuleFor(r => r.Currency).CurrencyCode();
        RuleFor(r => r.TimeZone).Zone();
    }
}
