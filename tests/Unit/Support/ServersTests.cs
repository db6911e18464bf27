namespace Rupaya.Unit.Support;

/// <summary>Which servers the tests take.</summary>
public sealed class ServersTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("native", false)]
    [InlineData("containers", true)]
    public void Native_servers_unless_containers_are_asked_for(string? asked, bool containers) =>
        Servers.Containers(asked).ShouldBe(containers);

    [Fact]
    public void A_misspelt_wish_is_no_wish_for_the_other() =>
        Should.Throw<InvalidOperationException>(() => Servers.Containers("docker")).Message.ShouldContain("docker");

    [Theory]
    [InlineData("Host=127.0.0.1;Port=23037;Database=rupaya", 23037)]
    [InlineData("127.0.0.1:28197,password=secret", 28197)]
    [InlineData("amqp://rupaya:secret@127.0.0.1:5673/", 5673)]
    public void A_port_is_read_from_every_kind_of_address(string address, int port) => Servers.PortOf(address).ShouldBe(port);
}
