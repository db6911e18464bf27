namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record ScheduleRow
{
    public required string Schedule { get; init; }
    public required DateTimeOffset NextAt { get; init; }
}

internal sealed record ScheduleOccurrence
{
    public required string Schedule { get; init; }
    public required DateTimeOffset Occurrence { get; init; }
    public required DateTimeOffset RanAt { get; init; }
}

internal sealed record SentMail
{
    public required Guid MailId { get; init; }
    public required DateTimeOffset SentAt { get; init; }
}
