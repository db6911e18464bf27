using System.Data.Common;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Rupaya.Support;

/// <summary>Where the real servers are, from the environment that <c>./rupaya</c> sets; without them the tests fail, they do not skip.</summary>
public static class Servers
{
    /// <summary>True when the tests are to start containers, and not to use the servers that <c>./rupaya services</c> started.</summary>
    public static bool AreContainers => Containers(Environment.GetEnvironmentVariable("RUPAYA_TEST_SERVERS"));

    /// <param name="asked">The value of RUPAYA_TEST_SERVERS; null when it is not set.</param>
    /// <exception cref="InvalidOperationException">It is neither of the two.</exception>
    public static bool Containers(string? asked) =>
        asked switch
        {
            null or "" or "native" => false,
            "containers" => true,
            _ => throw new InvalidOperationException($"RUPAYA_TEST_SERVERS is native or containers, not {asked}."),
        };

    public static string Postgres => Required("ConnectionStrings__Postgres");
    public static string PostgresOwner => Required("ConnectionStrings__PostgresOwner");
    public static string PostgresAdmin => Required("ConnectionStrings__PostgresAdmin");
    public static string Redis => Required("ConnectionStrings__Redis");
    public static string RabbitMq => Required("ConnectionStrings__RabbitMq");

    public static string RabbitMqManagement => Required("ConnectionStrings__RabbitMqManagement");

    /// <summary>Puts other servers into the environment of this process and of those that it starts.</summary>
    public static void Use(string postgres, string postgresOwner, string redis, string rabbitMq, string rabbitMqManagement)
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__Postgres", postgres);
        Environment.SetEnvironmentVariable("ConnectionStrings__PostgresOwner", postgresOwner);
        Environment.SetEnvironmentVariable("ConnectionStrings__Redis", redis);
        Environment.SetEnvironmentVariable("ConnectionStrings__RabbitMq", rabbitMq);
        Environment.SetEnvironmentVariable("ConnectionStrings__RabbitMqManagement", rabbitMqManagement);
    }

    /// <summary>A virtual host of its own, with nothing declared in it.</summary>
    public static async Task<string> NewVirtualHostAsync()
    {
        var name = $"test-{Guid.CreateVersion7():N}";
        using var http = Management();
        (await http.PutAsync($"api/vhosts/{name}", null)).EnsureSuccessStatusCode();
        var rights = new
        {
            configure = ".*",
            write = ".*",
            read = ".*",
        };
        (await http.PutAsJsonAsync($"api/permissions/{name}/{new Uri(RabbitMq).UserInfo.Split(':')[0]}", rights)).EnsureSuccessStatusCode();
        return new UriBuilder(RabbitMq) { Path = $"/{name}" }.Uri.ToString();
    }

    public static HttpClient Management()
    {
        var address = new Uri(RabbitMqManagement);
        var login = Convert.ToBase64String(Encoding.ASCII.GetBytes(address.UserInfo));
        var http = new HttpClient { BaseAddress = new UriBuilder(address) { UserName = "", Password = "" }.Uri };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
        return http;
    }

    public static int PortOf(string connectionString) =>
        connectionString.StartsWith("amqp", StringComparison.Ordinal) ? new Uri(connectionString).Port
        : connectionString.Contains("password=", StringComparison.Ordinal) ? int.Parse(connectionString.Split(',')[0].Split(':')[1])
        : int.Parse((string)new DbConnectionStringBuilder { ConnectionString = connectionString }["Port"]);

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: run ./rupaya test, or export what ./rupaya services env prints.");
}
