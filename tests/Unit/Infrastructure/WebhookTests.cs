using System.Net;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Notifications.Webhooks;

namespace Rupaya.Unit.Infrastructure;

public sealed class WebhookTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_public_addresses_are_reached(string address, bool reached) =>
        new ReachableAddresses(Options.Create(new WebhookOptions())).Contains(IPAddress.Parse(address)).ShouldBe(reached);

    [Fact]
    public void An_allowed_network_is_reached_and_no_other()
    {
        var reachable = new ReachableAddresses(Options.Create(new WebhookOptions { AllowedNetworks = ["10.1.0.0/16"] }));
        reachable.Contains(IPAddress.Parse("10.1.9.9")).ShouldBeTrue();
        reachable.Contains(IPAddress.Parse("::ffff:10.1.9.9")).ShouldBeTrue();
        reachable.Contains(IPAddress.Parse("10.2.0.1")).ShouldBeFalse();
        new WebhookOptions { AllowedNetworks = ["home"] }
            .Problem()!
            .ShouldContain("home");
    }

    // Computed with: printf '%s' '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 'a secret of sixteen'
    [Fact]
    public void The_signature_is_the_one_that_OpenSSL_computes() =>
        WebhookSignature
            .Of("a secret of sixteen", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), """{"a":1}""")
            .ShouldBe("t=1700000000,v1=fbd8ce753f0c0643c2d4fef4959c30b175367059e6f5453bddeb7b24a3d1ae24");

    [Fact]
    public void Attempts_back_off_to_an_hour_and_pauses_to_half_a_minute()
    {
        var first = TimeSpan.FromSeconds(5);
        WebhookPacing.Backoff(first, 1).ShouldBe(first);
        WebhookPacing.Backoff(first, 3).ShouldBe(TimeSpan.FromSeconds(45));
        WebhookPacing.Backoff(first, 1000).ShouldBe(TimeSpan.FromHours(1));
        WebhookPacing.Pause(first, 2).ShouldBe(TimeSpan.FromSeconds(10));
        WebhookPacing.Pause(first, 1000).ShouldBe(TimeSpan.FromSeconds(30));
        // Enough of them fit into the day that a delivery is tried.
        var spent = TimeSpan.Zero;
        var attempts = 1;
        while (spent < TimeSpan.FromHours(24))
        {
            spent += WebhookPacing.Backoff(first, attempts++);
        }
        attempts.ShouldBeInRange(25, 40);
    }
}
