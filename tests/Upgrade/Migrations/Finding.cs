namespace Rupaya.Upgrade.Migrations;

/// <summary>What a migration must not do as it does it.</summary>
/// <param name="Migration">Its id.</param>
/// <param name="Rule">A short name, which stands in the list of what is allowed.</param>
/// <param name="Statement">The statement, or empty.</param>
/// <param name="Advice">What to do instead.</param>
internal sealed record Finding(string Migration, string Rule, string Statement, string Advice)
{
    public override string ToString() =>
        $"{Migration}: {Rule}: {(Statement.Length > 120 ? $"{Statement[..120]}…" : Statement)}\n    {Advice}";
}
