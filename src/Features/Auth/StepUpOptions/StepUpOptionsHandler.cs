namespace Rupaya.Features.Auth.StepUpOptions;

internal sealed class StepUpOptionsHandler(StepUps stepUps)
{
    public Task<Result<Reply<StepUpOffer>>> HandleAsync(Caller caller, CancellationToken cancellation) =>
        stepUps.OfferAsync(caller, cancellation);
}
