using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Architecture;

/// <summary>Containers of the tests are what people get from the compose file.</summary>
public sealed class ServerImageTests
{
    [Fact]
    public void The_compose_file_names_the_same_images() =>
        File.ReadLines(Repository.PathOf("infra", "docker", "compose.yaml"))
            .Where(l => l.TrimStart().StartsWith("image: ", StringComparison.Ordinal))
            .Select(l => l.Split(' ')[^1])
            .Where(image => image.Split(':')[0] is "postgres" or "redis" or "rabbitmq")
            .Distinct()
            .ShouldBe([ServerImages.Postgres, ServerImages.Redis, ServerImages.RabbitMq]);
}
