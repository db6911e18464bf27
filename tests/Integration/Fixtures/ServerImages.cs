namespace Rupaya.Integration.Fixtures;

/// <summary>The images of the servers; <c>infra/docker/compose.yaml</c> has to name the same.</summary>
internal static class ServerImages
{
    public const string Postgres = "postgres:15.10";
    public const string Redis = "redis:7.2.6";
    public const string RabbitMq = "rabbitmq:3.13.7-management";

    /// <summary>Another image that the tests were told to use, such as that of another release: <c>RUPAYA_TEST_POSTGRES</c>, <c>_REDIS</c>, <c>_RABBITMQ</c>.</summary>
    public static string Chosen(string server, string image) =>
        Environment.GetEnvironmentVariable($"RUPAYA_TEST_{server}") is { Length: > 0 } other ? other : image;
}
