namespace Rupaya.Features.Auth.RemovePasskey;

internal sealed class RemovePasskeyEndpoint(RemovePasskeyHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/auth/passkeys/{passkeyId:guid}");
        Describe(
            "Delete a passkey",
            "The owner is told by mail. 409 last_credential for the last way into the account, and for the last second factor while two-step sign-in is "
                + "on. What an authenticator keeps stays there; it opens nothing any more."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.LastCredential);
        SessionOnly();
        StepUp();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("passkeyId"), Caller, cancellation));
}
