namespace Rupaya.Workers.RaiseAlerts;

/// <summary>
/// Tells the members of a book who want to hear of it that a budget is nearly used, an account is low, or an expense is unusually large: in the
/// app, by mail and to webhooks, once per rule, period and subject however often a message comes.
/// </summary>
[EffectDefaults(Concurrency = 1)]
internal sealed class RaiseAlertsEffect(IEnumerable<IAlertRule> rules, AlertWriter writer) : IBatchEffect<BookChanged>
{
    public async Task HandleAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        var alerts = new List<Alert>();
        foreach (var rule in rules)
        {
            alerts.AddRange(await rule.FindAsync(messages, cancellation));
        }
        if (alerts.Count > 0)
        {
            await writer.RaiseAsync(alerts, cancellation);
        }
    }
}
