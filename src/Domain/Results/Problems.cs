namespace Rupaya.Domain.Results;

/// <summary>
/// Every problem that the API answers. An error is made of one of these, operations state theirs, and the API document and <c>/docs/errors</c>
/// are written from them. The same code may stand here twice, once for each status that it is answered with.
/// </summary>
public static class Problems
{
#pragma warning disable CS1591 // Each says itself what it is.
    public static readonly Problem AccountArchived = new(
        "account_archived",
        ErrorKind.Conflict,
        "The account is archived.",
        "Use another account, or take it out of the archive.",
        Retry.AfterChange
    );

    public static readonly Problem AccountBanned = new(
        "account_banned",
        ErrorKind.Forbidden,
        "This account has been banned.",
        "Write to the operator.",
        Retry.Never
    );

    public static readonly Problem AccountBusy = new(
        "account_busy",
        ErrorKind.Unavailable,
        "The account is busy. Try again in a moment.",
        "Wait as long as Retry-After says.",
        Retry.Later
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

    public static readonly Problem AccountLocked = new(
        "account_locked",
        ErrorKind.Locked,
        "Account temporarily locked",
        "Wait as long as Retry-After says; the owner can reset the password.",
        Retry.Later
    );

    public static readonly Problem AlreadyImported = new(
        "already_imported",
        ErrorKind.Conflict,
        "The row's transaction is in the book.",
        "Nothing is left to do.",
        Retry.Never
    );

    public static readonly Problem AlreadyMember = new(
        "already_member",
        ErrorKind.Conflict,
        "They are a member of this book already.",
        "Change their role instead.",
        Retry.Never
    );

    public static readonly Problem BadRequest = new(
        "bad_request",
        ErrorKind.Invalid,
        "The request could not be understood.",
        "Look at the request line and the headers.",
        Retry.AfterChange
    );

    public static readonly Problem BookBusy = new(
        "book_busy",
        ErrorKind.Unavailable,
        "The book is busy. Try again in a moment.",
        "Wait as long as Retry-After says.",
        Retry.Later
    );

    public static readonly Problem BookInUse = new(
        "book_in_use",
        ErrorKind.Conflict,
        "The currency of a book with postings cannot change.",
        "Make another book.",
        Retry.Never
    );

    public static readonly Problem BrokerUnavailable = new(
        "broker_unavailable",
        ErrorKind.Unavailable,
        "The broker does not answer.",
        "Look at the broker; what was moved by then stays moved.",
        Retry.Later
    );

    public static readonly Problem BudgetExists = new(
        "budget_exists",
        ErrorKind.Conflict,
        "There is already a budget of this category and period on some of these days.",
        "Change that one, or choose other days.",
        Retry.AfterChange
    );

    public static readonly Problem BulkAborted = new(
        "bulk_aborted",
        ErrorKind.Dependent,
        "Another item was refused, so nothing was written.",
        "Mend the items that have problems of their own and send all again.",
        Retry.AfterChange
    );

    public static readonly Problem CategoryExists = new(
        "category_exists",
        ErrorKind.Conflict,
        "There is already a category of this kind and name.",
        "Use that one, or choose another name.",
        Retry.AfterChange
    );

    public static readonly Problem CategoryInUse = new(
        "category_in_use",
        ErrorKind.Conflict,
        "The category is in use. Name another with moveTo.",
        "Send moveTo with a category of the same kind.",
        Retry.AfterChange
    );

    public static readonly Problem CategoryKind = new(
        "category_kind",
        ErrorKind.Invalid,
        "The category is of the other kind.",
        "Choose a category of the kind that fits: income or expense.",
        Retry.AfterChange
    );

    public static readonly Problem CurrencyMismatch = new(
        "currency_mismatch",
        ErrorKind.Invalid,
        "The currencies differ.",
        "Use an account of the same currency, or omit the currency.",
        Retry.AfterChange
    );

    public static readonly Problem CurrencyPrecision = new(
        "currency_precision",
        ErrorKind.Invalid,
        "The amount has more decimals than its currency.",
        "Round it to the currency's minor unit.",
        Retry.AfterChange
    );

    public static readonly Problem DatabaseUnavailable = new(
        "database_unavailable",
        ErrorKind.Unavailable,
        "The database is not available. Try again in a moment.",
        "Wait as long as Retry-After says.",
        Retry.Later
    );

    public static readonly Problem EmptyFile = new(
        "empty_file",
        ErrorKind.Invalid,
        "The file is empty.",
        "Send a file with a header and rows.",
        Retry.AfterChange
    );

    public static readonly Problem Forbidden = new(
        "forbidden",
        ErrorKind.Forbidden,
        "Your role in this book does not allow this.",
        "Ask the owner of the book for another role.",
        Retry.Never
    );

    public static readonly Problem GoalLinked = new(
        "goal_linked",
        ErrorKind.Conflict,
        "What the goal's accounts hold is what it counts.",
        "Move money to those accounts, or take them out of the goal.",
        Retry.AfterChange
    );

    public static readonly Problem HasRefunds = new(
        "has_refunds",
        ErrorKind.Conflict,
        "The expense has refunds: delete or change those first.",
        "Delete or change the refunds, then try again.",
        Retry.AfterChange
    );

    public static readonly Problem IdempotencyInFlight = new(
        "idempotency_in_flight",
        ErrorKind.Conflict,
        "A request with this Idempotency-Key is in flight.",
        "Wait a moment and send the same request again.",
        Retry.Later
    );

    public static readonly Problem IdempotencyKeyReused = new(
        "idempotency_key_reused",
        ErrorKind.Unprocessable,
        "This Idempotency-Key was used for a different request.",
        "Make a new key for each new request.",
        Retry.Never
    );

    public static readonly Problem InsufficientBalance = new(
        "insufficient_balance",
        ErrorKind.Invalid,
        "Insufficient balance",
        "Lower the amount, or raise the account's overdraftLimit.",
        Retry.AfterChange
    );

    public static readonly Problem InsufficientSavings = new(
        "insufficient_savings",
        ErrorKind.Invalid,
        "More than was put aside.",
        "Take out at most what the goal holds.",
        Retry.AfterChange
    );

    public static readonly Problem InternalError = new(
        "internal_error",
        ErrorKind.Internal,
        "Something went wrong on our side.",
        "Tell the operator the requestId. Repeat a write only with its Idempotency-Key.",
        Retry.Later
    );

    public static readonly Problem InvalidCode = new(
        "invalid_code",
        ErrorKind.Unauthenticated,
        "The code is wrong or was used before.",
        "Use the next code of the app, or a backup code.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidCredentials = new(
        "invalid_credentials",
        ErrorKind.Unauthenticated,
        "Invalid email or password",
        "Try again, or reset the password.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidCursor = new(
        "invalid_cursor",
        ErrorKind.Invalid,
        "The cursor is not one that this list returned.",
        "Take it from the Link header of the page before, with the same filters and order.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidIdempotencyKey = new(
        "invalid_idempotency_key",
        ErrorKind.Invalid,
        "Idempotency-Key must have 1 to 255 characters.",
        "A UUID is fine.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidRefund = new(
        "invalid_refund",
        ErrorKind.Invalid,
        "A refund has currency and category of the expense that it gives back.",
        "Correct the row in the file.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidToken = new(
        "invalid_token",
        ErrorKind.Unauthenticated,
        "The token is missing, expired or revoked.",
        "Refresh the token, or sign in again.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidLink = new(
        "invalid_token",
        ErrorKind.Invalid,
        "The link is wrong, used or too old.",
        "Ask for a new mail.",
        Retry.Never
    );

    public static readonly Problem MalformedForm = new(
        "malformed_form",
        ErrorKind.Invalid,
        "The multipart form is broken off or malformed.",
        "Send the whole form.",
        Retry.AfterChange
    );

    public static readonly Problem MalformedJson = new(
        "malformed_json",
        ErrorKind.Invalid,
        "The body is not a JSON object that this address takes.",
        "Send a JSON object with the members of the operation.",
        Retry.AfterChange
    );

    public static readonly Problem MethodNotAllowed = new(
        "method_not_allowed",
        ErrorKind.MethodNotAllowed,
        "This address does not take that method.",
        "Look the operation up in the document.",
        Retry.Never
    );

    public static readonly Problem MfaEnabled = new(
        "mfa_enabled",
        ErrorKind.Conflict,
        "Two-step sign-in is on already.",
        "Disable it first to set it up anew.",
        Retry.Never
    );

    public static readonly Problem MfaNotSetUp = new(
        "mfa_not_set_up",
        ErrorKind.Conflict,
        "Two-step sign-in is not set up.",
        "Call POST /auth/mfa/setup first.",
        Retry.AfterChange
    );

    public static readonly Problem NotFound = new(
        "not_found",
        ErrorKind.NotFound,
        "There is nothing at this address.",
        "It does not exist, or not for you.",
        Retry.Never
    );

    public static readonly Problem NotText = new(
        "not_text",
        ErrorKind.Invalid,
        "The file is not a text file.",
        "Export the statement as CSV.",
        Retry.AfterChange
    );

    public static readonly Problem OccurrencePosted = new(
        "occurrence_posted",
        ErrorKind.Conflict,
        "The occurrence is over: change its transaction.",
        "Change the transaction that it became.",
        Retry.Never
    );

    public static readonly Problem OwnAccount = new(
        "own_account",
        ErrorKind.Conflict,
        "Nobody bans themselves.",
        "Let another administrator do it.",
        Retry.Never
    );

    public static readonly Problem OwnerMustTransfer = new(
        "owner_must_transfer",
        ErrorKind.Conflict,
        "Make somebody else the owner first.",
        "Give another member the role owner.",
        Retry.AfterChange
    );

    public static readonly Problem PayloadTooLarge = new(
        "payload_too_large",
        ErrorKind.TooLarge,
        "The body is larger than this address takes.",
        "Send less at once.",
        Retry.AfterChange
    );

    public static readonly Problem RateLimited = new(
        "rate_limited",
        ErrorKind.TooMany,
        "Too many requests. Try again later.",
        "Wait as long as Retry-After says; RateLimit tells what is left.",
        Retry.Later
    );

    public static readonly Problem RateMissing = new(
        "rate_missing",
        ErrorKind.NotFound,
        "There is no rate for this pair and day.",
        "Set one with PUT /rates, or ask for another day.",
        Retry.AfterChange
    );

    public static readonly Problem Reconciled = new(
        "reconciled",
        ErrorKind.Conflict,
        "The transaction is reconciled. Change it with force=true and a reason, and reconcile the account again.",
        "Send force=true and a reason, and reconcile again.",
        Retry.AfterChange
    );

    public static readonly Problem RedriveRunning = new(
        "redrive_running",
        ErrorKind.Conflict,
        "These are being redriven already.",
        "Wait until it is done.",
        Retry.Later
    );

    public static readonly Problem RefundExceeds = new(
        "refund_exceeds",
        ErrorKind.Invalid,
        "The refunds would exceed what was paid.",
        "Lower the refund.",
        Retry.AfterChange
    );

    public static readonly Problem RowOfExport = new(
        "row_of_export",
        ErrorKind.Conflict,
        "The row is of an export, which says itself which transaction it is.",
        "Import the file as an export.",
        Retry.Never
    );

    public static readonly Problem RowRejected = new(
        "row_rejected",
        ErrorKind.Conflict,
        "The row could not be read: correct it in the file.",
        "Correct the row and import the file again.",
        Retry.AfterChange
    );

    public static readonly Problem SameAccount = new(
        "same_account",
        ErrorKind.Invalid,
        "A transfer is between two accounts.",
        "Name two different accounts.",
        Retry.AfterChange
    );

    public static readonly Problem SearchTimeout = new(
        "search_timeout",
        ErrorKind.Unavailable,
        "The search took longer than a second. Narrow it down, by dates or by an account.",
        "Narrow the search down, then try again.",
        Retry.AfterChange
    );

    public static readonly Problem SplitsDoNotSum = new(
        "splits_do_not_sum",
        ErrorKind.Invalid,
        "The parts do not sum to the amount.",
        "Make the parts sum to the amount exactly.",
        Retry.AfterChange
    );

    public static readonly Problem StaleVersion = new(
        "stale_version",
        ErrorKind.Stale,
        "The resource has changed since the version in If-Match.",
        "Read it again and repeat the change on what is there.",
        Retry.AfterChange
    );

    public static readonly Problem TokenReused = new(
        "token_reused",
        ErrorKind.Unauthenticated,
        "This refresh token was used before. The session has been ended.",
        "Sign in again. If this was not you, change the password.",
        Retry.Never
    );

    public static readonly Problem TooManyBooks = new(
        "too_many_books",
        ErrorKind.Conflict,
        "There are too many books.",
        "Use one of them.",
        Retry.Never
    );

    public static readonly Problem TooManyStreams = new(
        "too_many_streams",
        ErrorKind.TooMany,
        "Too many streams are open at once.",
        "Close one of the streams.",
        Retry.AfterChange
    );

    public static readonly Problem TooManyWebhooks = new(
        "too_many_webhooks",
        ErrorKind.Conflict,
        "The book has as many webhooks as it may.",
        "Delete one first.",
        Retry.AfterChange
    );

    public static readonly Problem UnknownParameter = new(
        "unknown_parameter",
        ErrorKind.Invalid,
        "The request has parameters or members that are not known.",
        "Correct the names; the nearest known ones are given.",
        Retry.AfterChange
    );

    public static readonly Problem UnknownSeq = new(
        "unknown_seq",
        ErrorKind.Invalid,
        "The book has not come so far.",
        "Start again from 0.",
        Retry.AfterChange
    );

    public static readonly Problem UnsupportedMediaType = new(
        "unsupported_media_type",
        ErrorKind.UnsupportedMedia,
        "The content type is not accepted here.",
        "Send application/json in UTF-8, or for uploads multipart/form-data.",
        Retry.AfterChange
    );

    public static readonly Problem UserExists = new(
        "user_exists",
        ErrorKind.Conflict,
        "User already exists",
        "Sign in, or reset the password.",
        Retry.Never
    );

    public static readonly Problem ValidationFailed = new(
        "validation_failed",
        ErrorKind.Invalid,
        "The request has invalid fields.",
        "Correct the fields that errors names.",
        Retry.AfterChange
    );

    public static readonly Problem WebhookAddress = new(
        "webhook_address",
        ErrorKind.Invalid,
        "The address is not public.",
        "Use a public https address.",
        Retry.AfterChange
    );

    public static readonly Problem WrongHeader = new(
        "wrong_header",
        ErrorKind.Invalid,
        "The file has another header.",
        "Use the header date,amount,category,merchant, or the product's own export.",
        Retry.AfterChange
    );

    public static readonly Problem WrongPassword = new(
        "wrong_password",
        ErrorKind.Forbidden,
        "The current password is wrong.",
        "Send the current password.",
        Retry.AfterChange
    );

    public static readonly Problem WrongRecipient = new(
        "wrong_recipient",
        ErrorKind.Forbidden,
        "This invitation was sent to another e-mail address.",
        "Sign in with that address.",
        Retry.Never
    );

#pragma warning restore CS1591

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        .. typeof(Problems)
            .GetFields()
            .Where(f => f.FieldType == typeof(Problem))
            .Select(f => (Problem)f.GetValue(null)!)
            .OrderBy(p => p.Code, StringComparer.Ordinal),
    ];
}
