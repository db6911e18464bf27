using Rupaya.Domain.Users;

namespace Rupaya.Unit.Domain;

public sealed class EmailAddressTests
{
    private static readonly string LongLocal = new('a', 64);
    private static readonly string LongLabel = new('b', 63);

    public static TheoryData<string> Deliverable =>
        [
            "asha@rupaya.example",
            "asha+books@rupaya.example",
            "o'brien@sub-domain.rupaya.example",
            "{x}!#$%&*/=?^_`|~-@rupaya.example",
            "a@localhost",
            "a@1and1.example",
            $"{LongLocal}@rupaya.example",
            $"a@{LongLabel}.example",
            "asha@b\u00fccher.example",
            "asha@\u0909\u0926\u093e\u0939\u0930\u0923.example",
        ];

    public static TheoryData<string> Undeliverable =>
        [
            "",
            "nobody",
            "@rupaya.example",
            "asha@",
            "a@b@rupaya.example",
            "jos\u00e9.x@example.com",
            "jose\u0301.x@example.com",
            "as\u200bha@rupaya.example",
            "asha\u200d@rupaya.example",
            "\ufeffasha@rupaya.example",
            "asha@rup\u200baya.example",
            "asha@rupaya\u00ad.example",
            "asha@rupaya\u3002example",
            "asha@-rupaya.example",
            "asha@rupaya-.example",
            "asha@mail.-a.example",
            "asha@rupaya..example",
            "asha@rupaya.example.",
            "asha@.rupaya.example",
            "asha@rup_aya.example",
            "asha@192.0.2.7",
            "asha@[192.0.2.7]",
            ".asha@rupaya.example",
            "asha.@rupaya.example",
            "as..ha@rupaya.example",
            "as ha@rupaya.example",
            "asha@rupaya .example",
            "\"asha\"@rupaya.example",
            "Asha <asha@rupaya.example>",
            "asha@rupaya.example\r\nBcc: b@rupaya.example",
            $"{LongLocal}a@rupaya.example",
            $"a@{LongLabel}b.example",
            $"{LongLocal}@{LongLabel}.{LongLabel}.{LongLabel}",
        ];

    [Theory]
    [MemberData(nameof(Deliverable))]
    public void What_can_be_written_to_is_taken(string email) => EmailAddress.IsDeliverable(email).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Undeliverable))]
    public void What_cannot_be_written_to_is_not(string email) => EmailAddress.IsDeliverable(email).ShouldBeFalse();

    [Theory]
    [InlineData("Asha@Rupaya.Example", " asha@rupaya.example ")]
    [InlineData("asha@b\u00fccher.example", "asha@bu\u0308cher.example")]
    [InlineData("asha@b\u00fccher.example", "asha@xn--bcher-kva.example")]
    [InlineData("asha@B\u00dcCHER.example", "ASHA@b\u00fccher.example")]
    [InlineData("asha@b\u00fccher.example", "asha@XN--Bcher-kva.example")]
    public void Ways_to_write_one_address_have_one_key(string a, string b) => EmailAddress.KeyOf(a).ShouldBe(EmailAddress.KeyOf(b));

    [Theory]
    [InlineData("asha@rupaya.example", "asha+x@rupaya.example")]
    [InlineData("asha@rupaya.example", "a.sha@rupaya.example")]
    [InlineData("asha@b\u00fccher.example", "asha@bucher.example")]
    public void Other_addresses_have_other_keys(string a, string b) => EmailAddress.KeyOf(a).ShouldNotBe(EmailAddress.KeyOf(b));
}
