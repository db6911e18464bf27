using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Unit.Infrastructure;

public sealed class ScramVerifierTests
{
    [Fact]
    public void The_example_of_RFC_7677_has_the_verifier_that_a_server_stores() =>
        ScramVerifier
            .Of("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="))
            .ShouldBe(
                "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
            );

    [Fact]
    public void Each_verifier_has_a_salt_of_its_own() => ScramVerifier.Of("pencil").ShouldNotBe(ScramVerifier.Of("pencil"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pässword")]
    [InlineData("pass\nword")]
    public void What_would_have_to_be_prepared_first_is_refused(string? password) =>
        Should.Throw<InvalidOperationException>(() => ScramVerifier.Of(password)).Message.ShouldContain("printable ASCII");
}
