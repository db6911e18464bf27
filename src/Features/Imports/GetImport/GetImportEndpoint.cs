namespace Rupaya.Features.Imports.GetImport;

internal sealed class GetImportEndpoint(GetImportHandler handler) : ApiEndpoint<ImportView>
{
    public override void Configure()
    {
        Get("/imports/{importId:guid}");
        Describe("How far an import is, and what it could not import");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("importId"), Caller, cancellation));
}
