namespace Rupaya.Domain.Ledger;

/// <summary>Why money moved. Stored as the lower-case name.</summary>
public enum Flow
{
    /// <summary>The balance an account starts with.</summary>
    Opening,

    /// <summary>Money earned.</summary>
    Income,

    /// <summary>Money spent.</summary>
    Expense,

    /// <summary>An expense given back: lowers expenses, is not income.</summary>
    Refund,

    /// <summary>Money moved between own accounts: neither income nor expense.</summary>
    Transfer,

    /// <summary>A correction of a balance: neither income nor expense.</summary>
    Adjustment,
}

/// <summary>The stored names of <see cref="Flow"/>.</summary>
public static class Flows
{
    /// <summary>The lower-case name as stored and sent.</summary>
    public static string Name(this Flow flow) =>
        flow switch
        {
            Flow.Opening => "opening",
            Flow.Income => "income",
            Flow.Expense => "expense",
            Flow.Refund => "refund",
            Flow.Transfer => "transfer",
            Flow.Adjustment => "adjustment",
            _ => throw new ArgumentOutOfRangeException(nameof(flow), flow, "Unknown flow."),
        };

    /// <summary>The flow with that stored name.</summary>
    public static Flow Parse(string name) =>
        name switch
        {
            "opening" => Flow.Opening,
            "income" => Flow.Income,
            "expense" => Flow.Expense,
            "refund" => Flow.Refund,
            "transfer" => Flow.Transfer,
            "adjustment" => Flow.Adjustment,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown flow."),
        };
}
