namespace Rupaya.Host.Secrets;

/// <summary>What another service gave: its value comes from standard input, where no list of processes shows it.</summary>
/// <param name="name">The service, whose setting is <c>NAME__ApiKey</c>, or a setting's whole name such as <c>Mail__Password</c>.</param>
internal sealed class ApiKeyRotation(string name) : IRotation
{
    private const int Longest = 4096;

    public Task<string> BeginAsync(RotationContext context)
    {
        if (context.Store.IsThrough)
        {
            throw new InvalidOperationException("With --store - standard input is the store: an API key needs a file.");
        }
        var setting = name.Contains("__", StringComparison.Ordinal) ? name : $"{name}__ApiKey";
        if (!setting.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw new InvalidOperationException($"{name} is no setting's name.");
        }
        var value = (Console.In.ReadLine() ?? "").Trim();
        if (value.Length is 0 or > Longest)
        {
            throw new InvalidOperationException($"The new value is to be a line on standard input, of up to {Longest} characters.");
        }
        if (context.Store.Find(setting) == value)
        {
            throw new InvalidOperationException($"{setting} is that already.");
        }
        context.Store.Set(setting, value);
        context.Store.Save();
        return Task.FromResult($"{setting} is new. Replace all processes, then end the old one where it was made.");
    }

    public Task<string> FinishAsync(RotationContext context) =>
        throw new InvalidOperationException("The old API key ends where it was made.");
}
