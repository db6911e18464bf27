namespace Rupaya.Features.User.ExportData;

internal sealed class ExportDataEndpoint(ExportDataHandler handler) : ApiEndpoint<byte[]>
{
    public override void Configure()
    {
        Get("/user/export");
        Scoped("export:read", alone: true);
        StepUp();
        Describe(
            "Everything held about the user, as a ZIP of JSON and CSV files",
            "Streamed from one snapshot of the database: profile, settings, sessions, tokens, devices, identities of providers, passkeys, notifications, audit log, and all books the user is a "
                + "member of. Cells that a spreadsheet would run as a formula are quoted."
        );
        LimitedAs(RatePolicy.Sensitive);
        AnswersFile("application/zip");
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
