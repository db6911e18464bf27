namespace Rupaya.Features.User.ExportData;

internal sealed class ExportDataEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/user/export",
                (Caller caller, ExportDataHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("ExportData")
            .WithTags("User")
            .WithSummary("Everything held about the user, as a ZIP of JSON and CSV files")
            .WithDescription(
                "Streamed from one snapshot of the database: profile, settings, sessions, devices, notifications, audit log, and all books the user is a "
                    + "member of. Cells that a spreadsheet would run as a formula are quoted."
            )
            .Produces<byte[]>(StatusCodes.Status200OK, "application/zip")
            .Problems(401, 429, 503);
}
