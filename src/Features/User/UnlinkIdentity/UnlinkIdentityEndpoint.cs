namespace Rupaya.Features.User.UnlinkIdentity;

internal sealed class UnlinkIdentityEndpoint(UnlinkIdentityHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/user/identities/{identityId:guid}");
        Describe(
            "Unlink an identity of a provider",
            "It opens the account no more; sessions stay. 409 last_credential for the last way in."
        );
        SessionOnly();
        StepUp();
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.LastCredential);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("identityId"), Caller, cancellation));
}
