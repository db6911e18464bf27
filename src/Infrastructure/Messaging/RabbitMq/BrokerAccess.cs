using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>The ways to the broker beside the bus: a connection for one purpose, and the management API.</summary>
internal static class BrokerAccess
{
    /// <summary>A connection that is not made again when it is lost.</summary>
    /// <param name="configuration">With <c>ConnectionStrings:RabbitMq</c>.</param>
    /// <param name="limit">How long connecting may take.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static Task<IConnection> ConnectAsync(IConfiguration configuration, TimeSpan limit, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = RabbitMqBus.Address(configuration),
            RequestedConnectionTimeout = limit,
            AutomaticRecoveryEnabled = false,
        };
        return factory.CreateConnectionAsync(cancellation);
    }

    /// <summary>Points a client to the management API, with the name and password of its address.</summary>
    public static HttpClient ToManagement(this HttpClient http, Uri management, TimeSpan limit)
    {
        TransportSecurity.RequireForRemote("RabbitMqManagement", management.Host, management.Scheme == Uri.UriSchemeHttps);
        var login = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo));
        http.BaseAddress = new UriBuilder(management) { UserName = "", Password = "" }.Uri;
        http.Timeout = limit;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login));
        return http;
    }
}
