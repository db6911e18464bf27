using FsCheck;
using FsCheck.Fluent;

namespace Rupaya.Integration.Ledger.Model;

/// <summary>What one step of a random program does.</summary>
internal enum Act
{
    Expense,
    Income,
    Split,
    Refund,
    Transfer,
    EditAmount,
    EditDate,
    EditAccount,
    EditCategory,
    EditSplits,
    EditType,
    EditStatus,
    Delete,
    Bulk,
    NewCategory,
    MergeCategory,
    Reconcile,
    ForcedEdit,
    ForcedDelete,
    AccountLimit,
    Project,
}

/// <summary>A step: the act, who does it, and numbers that choose among what there is.</summary>
internal sealed record Step(Act Act, bool ByMember, int A, int B, int C, int Cents)
{
    private static readonly Gen<Act> Acts = Gen.Frequency(
        (6, Gen.Elements(Act.Expense, Act.Income)),
        (4, Gen.Elements(Act.Split, Act.Refund, Act.Transfer)),
        (6, Gen.Elements(Act.EditAmount, Act.EditDate, Act.EditAccount, Act.EditCategory, Act.EditSplits, Act.EditType, Act.EditStatus)),
        (2, Gen.Constant(Act.Delete)),
        (
            3,
            Gen.Elements(
                Act.Bulk,
                Act.NewCategory,
                Act.MergeCategory,
                Act.Reconcile,
                Act.ForcedEdit,
                Act.ForcedDelete,
                Act.AccountLimit,
                Act.Project
            )
        )
    );

    private static readonly Gen<Step> Steps =
        from act in Acts
        from byMember in Gen.Elements(true, false)
        from a in Gen.Choose(0, 1000)
        from b in Gen.Choose(0, 1000)
        from c in Gen.Choose(0, 1000)
        from cents in Gen.Choose(1, 50_000)
        select new Step(act, byMember, a, b, c, cents);

    /// <summary>Programs of up to a hundred steps, short ones more often.</summary>
    public static readonly Gen<Step[]> Programs =
        from length in Gen.Frequency((5, Gen.Choose(1, 25)), (2, Gen.Choose(26, 60)), (1, Gen.Choose(61, 100)))
        from steps in Steps.ArrayOf(length)
        select steps;
}
