using Rupaya.Infrastructure.Messaging.RabbitMq;

namespace Rupaya.Host.Secrets;

/// <summary>RabbitMQ: a second user with tags and permissions of the first, who is an administrator.</summary>
internal sealed class RabbitMqServer : ILoginServer
{
    private const string Management = "RabbitMqManagement";

    public string Name => "RabbitMq";
    public string Word => "rabbitmq";

    // The management plugin counts every five seconds.
    public TimeSpan CountsLateBy => TimeSpan.FromSeconds(6);

    public string LoginIn(IConfiguration configuration) =>
        UserOf(Address(configuration, Name)) is { Length: > 0 } login
            ? login
            : throw new InvalidOperationException("ConnectionStrings:RabbitMq names no user.");

    public async Task<string> OpenAsync(IConfiguration configuration, string like, string login, string password)
    {
        using var users = new BrokerUsers(Address(configuration, Management));
        await users.OpenAsync(like, login, password);
        return "";
    }

    public void Put(RotationContext context, string login, string password)
    {
        var old = LoginIn(context.Configuration);
        foreach (var name in new[] { Name, Management })
        {
            var address = Address(context.Configuration, name);
            // An administrator of the management API's own stays who they are.
            if (UserOf(address) == old)
            {
                var changed = new UriBuilder(address) { UserName = login, Password = password };
                context.Store.Set($"ConnectionStrings__{name}", changed.Uri.AbsoluteUri);
            }
        }
    }

    public Task<ILogins> ConnectAsync(IConfiguration configuration) =>
        Task.FromResult<ILogins>(new Logins(new BrokerUsers(Address(configuration, Management))));

    private static string UserOf(Uri address) => Uri.UnescapeDataString(address.UserInfo.Split(':')[0]);

    private static Uri Address(IConfiguration configuration, string name) =>
        Uri.TryCreate(configuration.GetConnectionString(name), UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException($"ConnectionStrings:{name} is not set to an address.");

    private sealed class Logins(BrokerUsers users) : ILogins
    {
        public async Task<long> ConnectionsAsync(string login) => await users.ConnectionsAsync(login);

        public Task CloseAsync(string login) => users.CloseAsync(login);

        public ValueTask DisposeAsync()
        {
            users.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
