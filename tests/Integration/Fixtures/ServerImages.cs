namespace Rupaya.Integration.Fixtures;

/// <summary>The images of the servers; <c>infra/docker/compose.yaml</c> has to name the same.</summary>
internal static class ServerImages
{
    public const string Postgres = "postgres:15.10";
    public const string Redis = "redis:7.2.6";
    public const string RabbitMq = "rabbitmq:3.13.7-management";
}
