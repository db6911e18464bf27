namespace Rupaya.Domain.Results;

#pragma warning disable CS1591 // Each says itself what it is.
// Problems of books, their members and accounts.
public static partial class Problems
{
    public static readonly Problem AccountArchived = new(
        "account_archived",
        ErrorKind.Conflict,
        "The account is archived.",
        "Use another account, or take it out of the archive.",
        Retry.AfterChange
    );

    public static readonly Problem AccountDeleted = new(
        "account_deleted",
        ErrorKind.Conflict,
        "The account was deleted.",
        "Nothing can be booked on it any more.",
        Retry.Never
    );

    public static readonly Problem AccountInUse = new(
        "account_in_use",
        ErrorKind.Conflict,
        "There are transactions or schedules on the account. Archive it instead.",
        "Set isArchived, or delete what is on it first.",
        Retry.AfterChange
    );

    public static readonly Problem AlreadyMember = new(
        "already_member",
        ErrorKind.Conflict,
        "They are a member of this book already.",
        "Change their role instead.",
        Retry.Never
    );

    public static readonly Problem BookBusy = new(
        "book_busy",
        ErrorKind.Unavailable,
        "The book is busy. Try again in a moment.",
        "Wait as long as Retry-After says.",
        Retry.Later
    );

    public static readonly Problem BookHasMembers = new(
        "book_has_members",
        ErrorKind.Conflict,
        "The book has other members.",
        "Remove them, or hand the book over and leave it.",
        Retry.AfterChange
    );

    public static readonly Problem BookInUse = new(
        "book_in_use",
        ErrorKind.Conflict,
        "The currency of a book with postings cannot change.",
        "Make another book.",
        Retry.Never
    );

    public static readonly Problem Forbidden = new(
        "forbidden",
        ErrorKind.Forbidden,
        "Your role in this book does not allow this.",
        "Ask the owner of the book for another role.",
        Retry.Never
    );

    public static readonly Problem InvitationClosed = new(
        "invitation_closed",
        ErrorKind.Conflict,
        "The invitation is not open any more.",
        "Invite them again.",
        Retry.Never
    );

    public static readonly Problem LastBook = new(
        "last_book",
        ErrorKind.Conflict,
        "This is your only book.",
        "Open another one first, or ask for the erasure of your account.",
        Retry.AfterChange
    );

    public static readonly Problem OwnerMustTransfer = new(
        "owner_must_transfer",
        ErrorKind.Conflict,
        "Make somebody else the owner first.",
        "Give another member the role owner.",
        Retry.AfterChange
    );

    public static readonly Problem TooManyBooks = new(
        "too_many_books",
        ErrorKind.Conflict,
        "There are too many books.",
        "Use one of them.",
        Retry.Never
    );

    public static readonly Problem WrongRecipient = new(
        "wrong_recipient",
        ErrorKind.Forbidden,
        "This invitation was sent to another e-mail address.",
        "Sign in with that address.",
        Retry.Never
    );
}
