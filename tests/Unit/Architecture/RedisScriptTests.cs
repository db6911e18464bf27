using System.Net;
using System.Net.Sockets;

namespace Rupaya.Unit.Architecture;

/// <summary>A server counts as started when it answers as ours, not when somebody listens on its port.</summary>
public sealed class RedisScriptTests
{
    [Theory]
    [InlineData("+OK\r\n", true)]
    [InlineData("-WRONGPASS invalid username-password pair or user is disabled.\r\n", false)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", false)]
    public async Task Only_a_Redis_with_our_password_answers(string answer, bool ours)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = AnswerAsync(listener, answer);
        (await AnswersAsync(((IPEndPoint)listener.LocalEndpoint).Port)).ShouldBe(ours);
        (await asked).ShouldBe("AUTH secret");
    }

    [Fact]
    public async Task Nobody_answers_where_nobody_listens() => (await AnswersAsync(Loopback.FreePort())).ShouldBeFalse();

    private static async Task<bool> AnswersAsync(int port) =>
        (await ShellScript.RunAsync("redis", [$"REDIS_PORT={port}", "REDIS_PASSWORD=secret"], "redis_answers")).Code == 0;

    private static async Task<string?> AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        var asked = await reader.ReadLineAsync();
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        return asked;
    }
}
