namespace Rupaya.Features.Auth.AddPasskey;

internal sealed class AddPasskeyValidator : Validator<AddPasskeyRequest>
{
    public AddPasskeyValidator()
    {
        RuleFor(r => r.CeremonyToken).NotEmpty().Text(512);
        RuleFor(r => r.Name).OptionalName(60);
        RuleFor(r => r.Credential!).NotNull().SetValidator(new CreatedCredentialValidator());
    }
}
