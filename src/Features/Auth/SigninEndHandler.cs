namespace Rupaya.Features.Auth;

/// <summary>The end of every sign-in of somebody who is there already: a challenge for the second factor, or a session and its tokens.</summary>
internal sealed class SigninEndHandler(Signins signins, SigninWays ways, Sessions sessions)
{
    /// <summary>What was shown is the first factor: where two-step sign-in is on, the second one is asked for.</summary>
    public Task<Result<Reply<SignedIn>>> AfterFirstAsync(
        UserChanges work,
        SigninDevice device,
        string[] methods,
        CancellationToken cancellation
    ) =>
        work.User is { MfaEnabled: true, BannedAt: null } && !Array.Exists(methods, SigninMethods.IsSecondFactor)
            ? ChallengeAsync(work, device, methods, cancellation)
            : OpenAsync(work, device, methods, cancellation);

    /// <summary>All that has to be shown was shown.</summary>
    public async Task<Result<Reply<SignedIn>>> OpenAsync(
        UserChanges work,
        SigninDevice device,
        string[] methods,
        CancellationToken cancellation
    )
    {
        var session = await signins.CompleteAsync(work, device, methods, cancellation);
        if (!session.IsSuccess)
        {
            return session.Error!;
        }
        var user = work.User;
        var tokens = await sessions.TokensAsync(user.UserId, user.Role, user.DefaultBookId, session.Value, generation: 0, cancellation);
        return SignedIn.Answer(UserView.From(user), tokens, sessions.CookieOf(device, tokens, work.Now));
    }

    private async Task<Result<Reply<SignedIn>>> ChallengeAsync(
        UserChanges work,
        SigninDevice device,
        string[] methods,
        CancellationToken cancellation
    )
    {
        var second = await ways.SecondOfAsync(work, cancellation);
        return Reply.Instead<SignedIn, ChallengedAnswer>(new ChallengedAnswer(true, signins.Challenge(work, device, methods), second));
    }
}
