namespace Rupaya.Features.Admin.ListAuditLogs;

internal sealed class ListAuditLogsValidator : Validator<ListAuditLogsRequest>
{
    public ListAuditLogsValidator()
    {
        RuleFor(r => r.Event).Text(100);
        RuleFor(r => r.Limit).InclusiveBetween(1, 200).WithMessage("Must be 1 to 200.");
        RuleFor(r => r.Cursor)
            .Must(cursor => cursor is null || AuditCursor.Parse(cursor) is not null)
            .WithMessage("The cursor is not one that this list returned.")
            .WithState(_ => Problems.InvalidCursor);
    }
}
