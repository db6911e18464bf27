using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.RevivePasskey;

internal sealed class RevivePasskeyEndpoint(RevivePasskeyHandler handler) : ApiEndpoint<PasskeyView>
{
    public override void Configure()
    {
        Post("/auth/passkeys/{passkeyId:guid}/revive");
        Describe(
            "Let a suspended passkey be used again",
            "For an owner who is sure that there is no copy of it. Its counter is taken as it comes next. One that is active stays as it is."
        );
        LimitedAs(RatePolicy.Sensitive);
        SessionOnly();
        StepUp();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("passkeyId"), Caller, cancellation));
}
