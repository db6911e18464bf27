namespace Rupaya.Unit.Architecture;

/// <summary>The functions of <c>scripts/*.sh</c>, one at a time.</summary>
internal static class ShellScript
{
    private const string Call = "set -euo pipefail; source \"$ROOT/scripts/lib.sh\"; source \"$ROOT/scripts/$0.sh\"; \"$@\"";

    /// <param name="file">The script's name.</param>
    /// <param name="settings">What the function finds in its environment, each as <c>NAME=value</c>.</param>
    /// <param name="call">The function and its arguments.</param>
    public static Task<(int Code, string Output)> RunAsync(string file, string[] settings, params string[] call) =>
        Programs.RunAsync("env", [$"ROOT={Repository.Root}", .. settings, "bash", "-c", Call, file, .. call]);
}
