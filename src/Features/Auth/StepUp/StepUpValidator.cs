namespace Rupaya.Features.Auth.StepUp;

internal sealed class StepUpValidator : Validator<StepUpRequest>
{
    public StepUpValidator()
    {
        RuleFor(r => r.Password).Text(512);
        RuleFor(r => r.Token).Text(64);
        RuleFor(r => r.CeremonyToken).Text(512);
        RuleFor(r => r.Ticket).Text(512);
        RuleFor(r => r.Secret).Text(512);
    }
}
