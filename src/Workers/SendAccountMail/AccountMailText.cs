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
        var isTaken = kind == AccountNoticeKinds.EmailChange && facts.Token is null;
        var detail = facts.Detail is null && kind == AccountNoticeKinds.PasswordChanged ? "" : Plain(facts.Detail);
        var (subject, said) = isTaken ? TakenAddress : Words(kind, detail);
        var paragraphs = said.Split("\n\n");
        return new MailContent(subject, [paragraphs[0]], facts.At)
        {
            Action = facts.Token is null ? null : Action(kind, facts.Token),
            Notes = [.. paragraphs[1..], .. Passkeys(facts.Passkeys), .. Ends(facts.Ends)],
            Otherwise = facts.Otherwise is null ? null : Link("I did not sign up", "disown", facts.Otherwise),
        };
    }

    private static (string Subject, string Said) TakenAddress { get; } =
        (
            "You have an account already",
            "Somebody asked to use this address for another account. It belongs to yours, so nothing was changed."
                + "\n\nIf it was you, sign in with this address, or set a new password."
        );

    private static string[] Ends(IReadOnlyList<string> ends) => ends.Count == 0 ? [] : [$"It will be gone: {string.Join(", ", ends)}."];

    private static string[] Passkeys(IReadOnlyList<string> names) =>
        names.Count == 0 ? [] : [$"These passkeys still open it: {string.Join(", ", names.Select(Plain))}. Delete any that is not yours."];

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
                    + (detail.Length == 0 ? "" : $"\n\nTokens for programs go on: {detail}. End those that you do not know.")
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
            AccountNoticeKinds.IdentityLinked => (
                "Another way to sign in was added",
                $"Your account can now be signed in to with: {detail}.\n\nIf it was not you, unlink it, end all sessions and change your password at once."
            ),
            AccountNoticeKinds.PasskeyAdded => (
                "A passkey was added to your account",
                $"A passkey was added, and it opens your account: {detail}.\n\nIf it was not you, delete it and change your password at once."
            ),
            AccountNoticeKinds.PasskeyRemoved => (
                "A passkey was removed from your account",
                "A passkey of your account was deleted. It opens nothing any more.\n\nIf it was not you, change your password at once."
            ),
            AccountNoticeKinds.PasskeyCloned => (
                "A passkey was suspended",
                $"A passkey was used in a way that a copy of it would be, so it was suspended: {detail}."
                    + "\n\nDelete it and add a new one. If you are sure that there is no copy, you can revive it."
            ),
            AccountNoticeKinds.TokenCreated => (
                "A token for a program was made",
                $"A program can use your account now, with the token {detail}.\n\nIf it was not you, end the token and change your password."
            ),
            AccountNoticeKinds.TokenExpiring => (
                "A token for a program ends soon",
                $"The token {detail} ends within a week. Rotate it, or the program that uses it will stop."
            ),
            AccountNoticeKinds.TokenOutdated => (
                "A program of yours calls what will go",
                $"The program with the token {detail} calls operations that will go. /docs/changes says what to call instead."
            ),
            AccountNoticeKinds.TokenLeaked => (
                "A token for a program was found and ended",
                $"Somebody found the token {detail} where it does not belong and told us, so it was ended.\n\nMake another one, and look at what the old one did."
            ),
            AccountNoticeKinds.EraseScheduled => (
                "Your account will be erased",
                "You asked for your account to be erased. Until then, signing in cancels it."
            ),
            AccountNoticeKinds.EmailChange => (
                "Confirm your new e-mail address",
                "Somebody asked to use this address for their account in Rupaya. If it was you, confirm it:\n\nIf not, ignore this mail."
            ),
            AccountNoticeKinds.EmailChangeAsked => (
                "Another e-mail address was asked for",
                "Somebody asked for another e-mail address for your account. If it was you, there is nothing to do here. If not, take it back within "
                    + "three days; every session ends, and you get a mail to set a new password:"
            ),
            AccountNoticeKinds.EmailReverted => (
                "This address is not your account's any more",
                "The change of the e-mail address was taken back from the address before it, and every session was ended."
            ),
            AccountNoticeKinds.BackupCodesRenewed => (
                "New backup codes were made",
                "New backup codes were made for your account; the older ones are void.\n\nIf it was not you, change your password at once."
            ),
            AccountNoticeKinds.BookDeleted => (
                "A book of yours will be erased",
                "You deleted a book. Until it is erased you can restore it.\n\nIf it was not you, restore it and change your password at once."
            ),
            AccountNoticeKinds.Banned => ("Your account was suspended", "An administrator suspended your account."),
            AccountNoticeKinds.Unbanned => ("Your account is open again", "An administrator lifted the suspension of your account."),
            AccountNoticeKinds.Unlocked => ("Your account was unlocked", "An administrator lifted the lock of your account."),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no mail for this notice."),
        };

    private MailAction? Action(string kind, string token) =>
        kind switch
        {
            AccountNoticeKinds.VerifyEmail => Link("Confirm the address", "verify-email", token),
            AccountNoticeKinds.ResetPassword => Link("Set a new password", "reset-password", token),
            AccountNoticeKinds.Invitation => Link("Accept the invitation", "accept-invitation", token),
            AccountNoticeKinds.EmailChange => Link("Confirm the address", "confirm-email", token),
            AccountNoticeKinds.EmailChangeAsked => Link("Take it back", "revert-email", token),
            _ => null,
        };

    private MailAction Link(string label, string page, string token) =>
        new(label, $"{options.Value.AppUrl.TrimEnd('/')}/{page}#token={token}", token);

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
