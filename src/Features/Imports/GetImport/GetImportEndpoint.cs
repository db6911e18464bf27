namespace Rupaya.Features.Imports.GetImport;

internal sealed class GetImportEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/imports/{importId:guid}",
                (Guid importId, Caller caller, GetImportHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(importId, caller, cancellation).ToHttp()
            )
            .WithName("GetImport")
            .WithTags("Imports")
            .WithSummary("How far an import is, and what it could not import")
            .Produces<ImportView>()
            .Problems(401, 404, 503);
}
