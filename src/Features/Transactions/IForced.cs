using Rupaya.Domain.Transactions;

namespace Rupaya.Features.Transactions;

/// <summary>A request that may go past a reconciliation's lock.</summary>
internal interface IForced
{
    /// <summary>True to change or delete what is reconciled all the same.</summary>
    bool? Force { get; }

    /// <summary>Why, 1 to 200 characters: kept in the history.</summary>
    string? Reason { get; }

    /// <summary>What it means for the lock.</summary>
    ReconciledLock Lock() => new(Force == true, Reason);
}

/// <summary>What every forced request has to say.</summary>
internal static class ForcedRequestRules
{
    public static void ForcedRules<T>(this AbstractValidator<T> validator)
        where T : IForced
    {
        validator.RuleFor(r => r.Reason).NotEmpty().When(r => r.Force == true).WithMessage("Is required with force.");
        validator.RuleFor(r => r.Reason).Text(200);
    }
}
