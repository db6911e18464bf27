using Microsoft.Extensions.Options;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Mail;

namespace Rupaya.Workers.SendAccountMail;

/// <summary>The words of each account mail. What people typed is reduced to printable ASCII on one line, so that it can add neither lines nor links.</summary>
internal sealed class AccountMailText(IOptions<MailOptions> options)
{
    private const int MaxDetail = 60;

    public MailContent Write(string kind, MailFacts facts)
    {
        var (subject, said) = Words(kind, Plain(facts.Detail));
        var paragraphs = said.Split("\n\n");
        return new MailContent(subject, [paragraphs[0]], facts.At) { Action = Action(kind, facts), Notes = paragraphs[1..] };
    }

    private static (string Subject, string Said) Words(string kind, string detail) =>
        kind switch
        {
            AccountNoticeKinds.VerifyEmail => (
                "Confirm your e-mail address",
                "Welcome to Rupaya. Confirm your address:\n\nIf you did not sign up, ignore this mail."
            ),
            AccountNoticeKinds.ResetPassword => (
                "Set a new password",
                "Somebody asked for a new password for your account. If it was you:\n\nIf not, ignore this mail; your password stays."
            ),
            AccountNoticeKinds.Invitation => (
                "You are invited to a book",
                $"{detail} invites you to share their book in Rupaya. Sign in or sign up with this address, then accept:"
            ),
            AccountNoticeKinds.NewDevice => (
                "New sign-in to your account",
                $"Your account was signed in to from a device we had not seen before: {detail}.\n\nIf it was not you, end the session and change your password."
            ),
            AccountNoticeKinds.LockedOut => (
                "Sign-in to your account was locked",
                "There were several wrong passwords, so sign-in from there is locked for a while. Devices that you have used before are not affected."
                    + "\n\nIf it was not you, your password was not guessed; two-step sign-in keeps it so."
            ),
            AccountNoticeKinds.PasswordChanged => (
                "Your password was changed",
                "The password of your account was changed and other sessions were ended.\n\nIf it was not you, ask for a new password at once."
            ),
            AccountNoticeKinds.MfaEnabled => ("Two-step sign-in is on", "Two-step sign-in was switched on for your account."),
            AccountNoticeKinds.MfaDisabled => (
                "Two-step sign-in is off",
                "Two-step sign-in was switched off for your account.\n\nIf it was not you, change your password at once."
            ),
            AccountNoticeKinds.TokenReused => (
                "A session was ended for safety",
                $"A sign-in token of this device was used twice, so its session was ended: {detail}.\n\nSign in again. If it happens again, change your password."
            ),
            AccountNoticeKinds.EraseScheduled => (
                "Your account will be erased",
                "You asked for your account to be erased. Until then, signing in cancels it."
            ),
            AccountNoticeKinds.Banned => ("Your account was suspended", "An administrator suspended your account."),
            AccountNoticeKinds.Unbanned => ("Your account is open again", "An administrator lifted the suspension of your account."),
            AccountNoticeKinds.Unlocked => ("Your account was unlocked", "An administrator lifted the lock of your account."),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no mail for this notice."),
        };

    private MailAction? Action(string kind, MailFacts facts)
    {
        (string Label, string Page)? action = kind switch
        {
            AccountNoticeKinds.VerifyEmail => ("Confirm the address", "verify-email"),
            AccountNoticeKinds.ResetPassword => ("Set a new password", "reset-password"),
            AccountNoticeKinds.Invitation => ("Accept the invitation", "accept-invitation"),
            _ => null,
        };
        return action is var (label, page)
            ? new MailAction(label, $"{options.Value.AppUrl.TrimEnd('/')}/{page}#token={facts.Token}", facts.Token!)
            : null;
    }

    private static string Plain(string? text)
    {
        var printable = new string([.. (text ?? "").Where(c => c is >= ' ' and <= '~')])
            .Replace("://", " ", StringComparison.Ordinal)
            .Trim();
        return printable.Length == 0 ? "somebody"
            : printable.Length > MaxDetail ? printable[..MaxDetail]
            : printable;
    }
}
