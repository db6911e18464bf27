using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Npgsql;

namespace Rupaya.Integration.Fixtures;

/// <summary>The real servers that <c>./rupaya services</c> started; without them the tests fail, they do not skip.</summary>
internal static class Servers
{
    public static string Postgres => Required("ConnectionStrings__Postgres");
    public static string PostgresOwner => Required("ConnectionStrings__PostgresOwner");
    public static string PostgresAdmin => Required("ConnectionStrings__PostgresAdmin");
    public static string Redis => Required("ConnectionStrings__Redis");
    public static string RabbitMq => Required("ConnectionStrings__RabbitMq");

    public static string RabbitMqManagement => Required("ConnectionStrings__RabbitMqManagement");

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
        (await http.PutAsJsonAsync($"api/permissions/{name}/rupaya", rights)).EnsureSuccessStatusCode();
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
        : new NpgsqlConnectionStringBuilder(connectionString).Port;

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: run ./rupaya test, or export what ./rupaya services env prints.");
}
