namespace Rupaya.Features.Auth.StepUp;

internal sealed class StepUpHandler(StepUps stepUps)
{
    public Task<Result<Reply<StepUpState>>> HandleAsync(StepUpRequest r, Caller caller, string? ip, CancellationToken cancellation) =>
        stepUps.ProveAsync(
            new StepUpInput(r.Password, r.Token, r.CeremonyToken, r.Credential, r.Ticket, r.Secret),
            caller,
            ip,
            cancellation
        );
}
