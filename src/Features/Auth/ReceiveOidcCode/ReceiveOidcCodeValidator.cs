namespace Rupaya.Features.Auth.ReceiveOidcCode;

internal sealed class ReceiveOidcCodeValidator : Validator<ReceiveOidcCodeRequest>
{
    public ReceiveOidcCodeValidator()
    {
        RuleFor(r => r.Provider).Text(64);
        RuleFor(r => r.Code).Text(4096);
        RuleFor(r => r.State).Text(512);
        RuleFor(r => r.Iss).Text(2048);
        RuleFor(r => r.Error).Text(256);
    }
}
