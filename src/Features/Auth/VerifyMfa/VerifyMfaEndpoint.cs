namespace Rupaya.Features.Auth.VerifyMfa;

/// <param name="Token">Six digits from the app, or a backup code.</param>
/// <param name="MfaToken">From sign-in; omitted by a signed-in user who enables two-step sign-in.</param>
internal sealed record VerifyMfaRequest(string? Token, string? MfaToken);

/// <summary>What enabling answers.</summary>
internal sealed record MfaEnabledAnswer(bool Enabled);

internal sealed class VerifyMfaEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/mfa/verify",
                (VerifyMfaRequest request, Caller? caller, VerifyMfaHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .AllowAnonymous()
            .WithOptionalCaller()
            .LimitedAs(RatePolicy.Auth)
            .WithName("VerifyMfa")
            .WithTags("Auth")
            .WithSummary("Complete a sign-in with the second factor, or enable two-step sign-in")
            .WithDescription(
                "With mfaToken it answers as sign-in does. Without it, a signed-in user enables two-step sign-in: {enabled: true}, and every other session "
                    + "ends. 401 invalid_code; a code is accepted once. After five wrong codes the mfaToken is dead (401 invalid_token), after ten in an hour 423 "
                    + "account_locked."
            )
            .Produces<SignedIn>()
            .Problems(400, 401, 403, 409, 423, 429, 503);
}
