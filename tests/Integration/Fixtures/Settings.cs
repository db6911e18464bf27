namespace Rupaya.Integration.Fixtures;

/// <summary>Settings for hosts on the shared servers.</summary>
internal static class Settings
{
    public static Dictionary<string, string?> RabbitMq(string address) =>
        new(StringComparer.Ordinal)
        {
            ["Messaging:Transport"] = "RabbitMq",
            ["ConnectionStrings:RabbitMq"] = address,
            ["ConnectionStrings:RabbitMqManagement"] = Servers.RabbitMqManagement,
        };

    public static Dictionary<string, string?> Redis(string address) =>
        new(StringComparer.Ordinal) { ["Cache:Provider"] = "Redis", ["ConnectionStrings:Redis"] = address };

    public static Dictionary<string, string?> And(this Dictionary<string, string?> one, Dictionary<string, string?> other) =>
        one.Concat(other).ToDictionary(StringComparer.Ordinal);
}
