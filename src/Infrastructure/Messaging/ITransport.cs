using Npgsql;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>A row of the outbox whose contract this build knows.</summary>
internal sealed record OutboxRow(long Id, Guid MessageId, string Contract, string Body, string? TraceParent, DateTimeOffset CreatedAt);

/// <summary>What became of a row.</summary>
/// <param name="Delivered">True when it may be deleted from the outbox.</param>
/// <param name="Poison">Why the row itself can never be sent; null otherwise. Failures of the environment are neither.</param>
internal readonly record struct SendOutcome(bool Delivered, string? Poison)
{
    public static readonly SendOutcome Sent = new(true, null);
    public static readonly SendOutcome NotNow = new(false, null);
}

/// <summary>Takes rows from the dispatcher to the effects.</summary>
internal interface ITransport
{
    /// <summary>Its name in metrics (OpenTelemetry's <c>messaging.system</c>).</summary>
    string System { get; }

    /// <summary>False while nothing may be sent; the dispatcher then leaves the outbox alone.</summary>
    bool IsReady { get; }

    /// <summary>Hands rows over; a row is delivered only when it cannot be lost any more.</summary>
    /// <param name="connection">Holds the transaction that locks the rows.</param>
    /// <param name="rows">In the order of the outbox, at least one.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    Task<IReadOnlyList<SendOutcome>> SendAsync(NpgsqlConnection connection, IReadOnlyList<OutboxRow> rows, CancellationToken cancellation);

    /// <summary>Called after the commit that removed delivered rows.</summary>
    void Committed();
}
