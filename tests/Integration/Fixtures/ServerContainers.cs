using System.Security.Cryptography;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
using Testcontainers.Redis;

namespace Rupaya.Integration.Fixtures;

/// <summary>
/// The tests' servers as containers, where <c>RUPAYA_TEST_SERVERS</c> asks for them; else the tests use those that <c>./rupaya services</c> started.
/// They are set up as those are, and their ports are on loopback too: the Docker engine has to run on this machine.
/// </summary>
public sealed class ServerContainers : IAsyncLifetime
{
    private const string User = "rupaya";
    private const int ManagementPort = 15672;

    private readonly string _password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly List<DockerContainer> _containers = [];

    public async ValueTask InitializeAsync()
    {
        if (!Servers.AreContainers)
        {
            return;
        }
        var (postgres, redis, rabbitMq) = (Postgres(), Redis(), RabbitMq());
        _containers.AddRange([postgres, redis, rabbitMq]);
        await Task.WhenAll(_containers.Select(c => c.StartAsync()));
        Servers.Use(
            At(postgres, PostgreSqlBuilder.PostgreSqlPort, port => Connection(port, "rupaya_app")),
            At(postgres, PostgreSqlBuilder.PostgreSqlPort, port => Connection(port, "rupaya_owner")),
            At(redis, RedisBuilder.RedisPort, port => $"127.0.0.1:{port},password={_password}"),
            At(rabbitMq, RabbitMqBuilder.RabbitMqPort, port => $"amqp://{User}:{_password}@127.0.0.1:{port}/"),
            At(rabbitMq, ManagementPort, port => $"http://{User}:{_password}@127.0.0.1:{port}/")
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var container in _containers)
        {
            await container.DisposeAsync();
        }
    }

    private PostgreSqlContainer Postgres() =>
        new PostgreSqlBuilder(ServerImages.Chosen("POSTGRES", ServerImages.Postgres))
            .WithPassword(_password)
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--data-checksums --encoding=UTF8 --locale=C.UTF-8")
            .WithEnvironment("OWNER_PASSWORD", _password)
            .WithEnvironment("APP_PASSWORD", _password)
            .WithResourceMapping(
                new FileInfo(Repository.PathOf("infra", "docker", "roles.sh")),
                new FileInfo("/docker-entrypoint-initdb.d/roles.sh")
            )
            // In place of the library's own, which switch off that a commit is on disk.
            .WithCommand(
                new OverwriteEnumerable<string>([
                    "-c",
                    "max_connections=200",
                    "-c",
                    "shared_buffers=256MB",
                    "-c",
                    "max_wal_size=2GB",
                    "-c",
                    "timezone=UTC",
                ])
            )
            .Build();

    private RedisContainer Redis() =>
        new RedisBuilder(ServerImages.Chosen("REDIS", ServerImages.Redis))
            // For the command by which the library learns that the server answers.
            .WithEnvironment("REDISCLI_AUTH", _password)
            .WithCommand("redis-server", "--requirepass", _password, "--save", "", "--appendonly", "no")
            .Build();

    private RabbitMqContainer RabbitMq() =>
        new RabbitMqBuilder(ServerImages.Chosen("RABBITMQ", ServerImages.RabbitMq))
            .WithUsername(User)
            .WithPassword(_password)
            .WithPortBinding(ManagementPort, assignRandomHostPort: true)
            .Build();

    private string Connection(int port, string role) => $"Host=127.0.0.1;Port={port};Database=rupaya;Username={role};Password={_password}";

    private static string At(DockerContainer container, int port, Func<int, string> address) =>
        address(container.GetMappedPublicPort(port));
}
