using System.Net.Sockets;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Unit.Infrastructure;

public sealed class PostgresFaultsTests
{
    [Fact]
    public void A_server_that_is_away_is_told_from_a_port_that_is_taken()
    {
        PostgresFaults.KeepsOut(Socket(SocketError.ConnectionRefused)).ShouldNotBeNull();
        PostgresFaults.KeepsOut(Socket(SocketError.AddressAlreadyInUse)).ShouldBeNull();
    }

    private static IOException Socket(SocketError error) => new("outside", new SocketException((int)error));
}
