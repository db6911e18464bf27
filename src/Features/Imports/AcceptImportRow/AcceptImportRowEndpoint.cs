using Rupaya.Features.Transactions;

namespace Rupaya.Features.Imports.AcceptImportRow;

internal sealed class AcceptImportRowEndpoint(AcceptImportRowHandler handler) : ApiEndpoint<TransactionView>
{
    public override void Configure()
    {
        Post("/imports/{importId:guid}/rows/{line:int}/accept");
        Describe(
            "Take a row of a statement that was held a duplicate, or whose transaction was deleted",
            "It becomes a transaction as it stands in the file. 409 already_imported where its transaction is there, row_rejected for one that "
                + "could not be read, row_of_export for one of the product's own export, account_archived or account_deleted."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Tagged();
        Refuses(Problems.AccountArchived, Problems.AccountDeleted, Problems.AlreadyImported, Problems.RowOfExport, Problems.RowRejected);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("importId"), Route<int>("line"), Caller, cancellation));
}
