using Npgsql;
using Rupaya.Chaos;
using Rupaya.Upgrade.Releases;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>What a rehearsal under load came to: requests that failed, and what clients were told held against the ledger.</summary>
internal sealed record Judgement(int Answered, int Failed, int Lost, int Doubled, bool Exact, List<string> Problems)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <summary>True when nothing failed, was lost or came twice.</summary>
    public bool Holds => Failed == 0 && Lost == 0 && Doubled == 0 && Problems.Count == 0;

    public static async Task<Judgement> OfAsync(Clients clients, TrialDatabase database, IReadOnlyDictionary<string, string?> settings)
    {
        var begun = TimeProvider.System.GetTimestamp();
        string left;
        while ((left = await database.LeftAsync()).Length > 0 && TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            await Task.Delay(500);
        }
        var problems = new List<string>();
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var connection = await source.OpenConnectionAsync();
        var (lost, doubled) = await ToldCheck.RunAsync(connection, clients.Actors, problems);
        var (code, output) = await BuiltRelease.This.RunAsync(settings, "verify");
        problems.AddRange(left.Length == 0 ? [] : [$"left undone: {left}"]);
        problems.AddRange(code == 0 ? [] : [output]);
        var (answered, failed) = clients.Counts;
        return new(answered, failed, lost, doubled, code == 0, problems);
    }

    public override string ToString() =>
        $"{Answered} requests, {Failed} failed, {Lost} lost, {Doubled} doubled, the books are {(Exact ? "exact" : "WRONG")}";
}
