namespace Rupaya.Features.Auth.ForgotPassword;

internal sealed record ForgotPasswordRequest(string? Email);

internal sealed class ForgotPasswordEndpoint(ForgotPasswordHandler handler) : ApiEndpoint<ForgotPasswordRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/forgot-password");
        AllowAnonymous();
        Describe(
            "Ask for a mail with which a new password can be set",
            "Always 202 with the same body, whether there is such an account or not."
        );
        Answers(StatusCodes.Status202Accepted);
        LimitedAs(RatePolicy.Auth);
    }

    public override Task HandleAsync(ForgotPasswordRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
