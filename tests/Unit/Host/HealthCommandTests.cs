using Microsoft.Extensions.Configuration;
using Rupaya.Host.Commands;

namespace Rupaya.Unit.Host;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(null, null, "http://127.0.0.1:5000/")]
    [InlineData(null, "8080", "http://127.0.0.1:8080/")]
    [InlineData(null, "8080;8081", "http://127.0.0.1:8080/")]
    [InlineData("http://*:7000", "8080", "http://127.0.0.1:7000/")]
    [InlineData("http://+:7000;http://127.0.0.2:7001", null, "http://127.0.0.1:7000/")]
    [InlineData("http://0.0.0.0:7000", null, "http://127.0.0.1:7000/")]
    [InlineData("http://[::]:7000", null, "http://127.0.0.1:7000/")]
    [InlineData("http://10.1.2.3:7000", null, "http://10.1.2.3:7000/")]
    public void It_asks_where_a_process_with_these_settings_listens(string? urls, string? ports, string expected)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["urls"] = urls, ["http_ports"] = ports }
            )
            .Build();
        HealthCommand.Own(settings).ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("ftp://localhost")]
    public async Task What_is_no_web_address_is_refused(string url) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => HealthCommand.RunAsync(url))).Message.ShouldContain(url);
}
