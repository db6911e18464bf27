namespace Rupaya.Features.Auth.StepUpOptions;

internal sealed class StepUpOptionsEndpoint(StepUpOptionsHandler handler) : ApiEndpoint<StepUpOffer>
{
    public override void Configure()
    {
        Post("/auth/step-up/options");
        Describe(
            "With what the caller can show again who they are",
            "methods: password, totp, backup_code, passkey, oidc:NAME. Where there are passkeys it begins a ceremony: publicKey goes to the authenticator, "
                + "ceremonyToken back with its answer."
        );
        SessionOnly();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
