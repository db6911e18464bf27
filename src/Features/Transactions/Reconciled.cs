using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Transactions;

/// <summary>The way past a reconciliation's lock.</summary>
/// <param name="Force">True to change or delete what is reconciled all the same.</param>
/// <param name="Reason">Why, 1 to 200 characters: kept in the history.</param>
internal sealed record ForceRequest(bool? Force, string? Reason)
{
    /// <summary>The reason, where there was a lock to force.</summary>
    public string? ReasonFor(Transaction row) => Force == true && row.ReconciledSeq is not null ? Reason : null;
}

internal sealed class ForceRequestValidator : AbstractValidator<ForceRequest>
{
    public ForceRequestValidator()
    {
        RuleFor(r => r.Reason).NotEmpty().When(r => r.Force == true).WithMessage("Is required with force.");
        RuleFor(r => r.Reason).Text(200);
    }
}

/// <summary>The lock of a reconciliation.</summary>
internal static class Reconciled
{
    private static readonly Error Locked = Error.Conflict(
        "reconciled",
        "The transaction is reconciled. Change it with force=true and a reason, and reconcile the account again."
    );

    /// <summary>409 <c>reconciled</c> when one of the rows is locked and not forced.</summary>
    public static Error? Check(ForceRequest force, params ReadOnlySpan<Transaction> rows)
    {
        foreach (var row in rows)
        {
            if (row.ReconciledSeq is not null && force.Force != true)
            {
                return Locked;
            }
        }
        return null;
    }

    /// <summary>A row whose bank facts changed is no longer what the statement proved.</summary>
    public static Transaction Loosen(Transaction before, Transaction after) =>
        (before.AccountId, before.Amount, before.Direction, before.Date, before.Status)
        == (after.AccountId, after.Amount, after.Direction, after.Date, after.Status)
            ? after
            : after with
            {
                ReconciledSeq = null,
            };
}
