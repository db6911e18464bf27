namespace Rupaya.Features.User.DeleteAccount;

/// <param name="Password">The current password; may be omitted after /auth/step-up, and by somebody who has none.</param>
internal sealed record DeleteAccountRequest(string? Password);

/// <param name="EraseAt">UTC; signing in before cancels.</param>
internal sealed record EraseScheduled(DateTimeOffset EraseAt);

internal sealed class DeleteAccountEndpoint(DeleteAccountHandler handler) : ApiEndpoint<DeleteAccountRequest, EraseScheduled>
{
    public override void Configure()
    {
        Delete("/user/account");
        SessionOnly();
        Describe(
            "Ask to be forgotten",
            "All tokens are dead at once. After fourteen days the account is erased: books without another member go whole, in shared books what was "
                + "written stays under a pseudonym and ownership passes on. Signing in before cancels. 403 wrong_password, 423 account_locked; "
                + "without password 403 step_up_required, unless the caller called /auth/step-up within ten minutes."
        );
        TakesBody();
        LimitedAs(RatePolicy.Sensitive);
        Answers(StatusCodes.Status202Accepted);
        Refuses(Problems.AccountLocked, Problems.StepUpRequired, Problems.WrongPassword);
    }

    public override Task HandleAsync(DeleteAccountRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, ClientIp, cancellation));
}
