namespace Rupaya.Domain.Results;

#pragma warning disable CS1591 // Each says itself what it is.
// Problems of imports, webhooks and operations.
public static partial class Problems
{
    public static readonly Problem AlreadyImported = new(
        "already_imported",
        ErrorKind.Conflict,
        "The row's transaction is in the book.",
        "Nothing is left to do.",
        Retry.Never
    );

    public static readonly Problem BrokerUnavailable = new(
        "broker_unavailable",
        ErrorKind.Unavailable,
        "The broker does not answer.",
        "Look at the broker; what was moved by then stays moved.",
        Retry.Later
    );

    public static readonly Problem EmptyFile = new(
        "empty_file",
        ErrorKind.Invalid,
        "The file is empty.",
        "Send a file with a header and rows.",
        Retry.AfterChange
    );

    public static readonly Problem NotText = new(
        "not_text",
        ErrorKind.Invalid,
        "The file is not a text file.",
        "Export the statement as CSV.",
        Retry.AfterChange
    );

    public static readonly Problem RedriveRunning = new(
        "redrive_running",
        ErrorKind.Conflict,
        "These are being redriven already.",
        "Wait until it is done.",
        Retry.Later
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

    public static readonly Problem TooManyWebhooks = new(
        "too_many_webhooks",
        ErrorKind.Conflict,
        "The book has as many webhooks as it may.",
        "Delete one first.",
        Retry.AfterChange
    );

    public static readonly Problem WebhookAddress = new(
        "webhook_address",
        ErrorKind.Invalid,
        "The address is not public.",
        "Use a public https address.",
        Retry.AfterChange
    );

    public static readonly Problem WebhookDisabled = new(
        "webhook_disabled",
        ErrorKind.Conflict,
        "The webhook is turned off.",
        "Turn it on again with enabled: true.",
        Retry.AfterChange
    );

    public static readonly Problem WrongHeader = new(
        "wrong_header",
        ErrorKind.Invalid,
        "The file has another header.",
        "Use the header date,amount,category,merchant, or the product's own export.",
        Retry.AfterChange
    );
}
