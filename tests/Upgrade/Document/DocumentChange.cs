namespace Rupaya.Upgrade.Document;

/// <summary>A difference between two documents of the API.</summary>
/// <param name="Breaks">True where a client of the older one may stop working.</param>
/// <param name="Operation">Its id; empty where none is meant.</param>
/// <param name="Subject">What of it: a parameter, a member, a code; the operation itself where it is empty.</param>
/// <param name="What">What became of it.</param>
internal sealed record DocumentChange(bool Breaks, string Operation, string Subject, string What)
{
    public override string ToString() =>
        $"{(Breaks ? "BREAKS" : "adds  ")} {Operation} {Subject}: {What}".Replace(" :", ":", StringComparison.Ordinal);
}
