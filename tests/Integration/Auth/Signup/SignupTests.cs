using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.Signup;

public sealed class SignupTests(Product product) : IClassFixture<Product>
{
    private static object Request(string email, string password = "SecurePass123!") =>
        new
        {
            email,
            password,
            deviceId = "phone",
        };

    [Fact]
    public async Task A_new_user_gets_tokens_and_a_book_with_the_default_categories_and_one_event()
    {
        var client = product.Client();
        var reply = await client.PostAsync("auth/signup", Request("first@rupaya.example"));

        ((int)reply.Status).ShouldBe(201);
        reply["expiresIn"].GetInt32().ShouldBe(900);
        reply["refreshToken"].GetString().ShouldNotBeNullOrEmpty();
        var user = reply["user"];
        user.GetProperty("currency").GetString().ShouldBe("INR");
        user.GetProperty("timeZone").GetString().ShouldBe("Asia/Kolkata");
        user.GetProperty("role").GetString().ShouldBe("user");

        client.Token = reply["accessToken"].GetString();
        (await client.GetAsync("categories")).Ok().GetArrayLength().ShouldBe(19);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task The_same_email_in_another_case_is_a_conflict_and_writes_nothing()
    {
        var client = product.Client();
        (await client.PostAsync("auth/signup", Request("twice@rupaya.example"))).Ok();
        var books = await product.Database.ScalarAsync<long>("select count(*) from books");

        (await client.PostAsync("auth/signup", Request("Twice@Rupaya.Example"))).ShouldFail(409, "user_exists");

        (await product.Database.ScalarAsync<long>("select count(*) from books")).ShouldBe(books);
        (await product.Database.ScalarAsync<long>("select count(*) from users where email_key = 'twice@rupaya.example'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("weak", "Password is too weak")]
    [InlineData("alllowercase1!", "Password is too weak")]
    [InlineData("password123", "This password has been breached")]
    public async Task A_weak_or_breached_password_is_refused_in_the_words_of_the_contract(string password, string message)
    {
        var reply = await product.Client().PostAsync("auth/signup", Request("weak@rupaya.example", password));
        reply.ShouldFail(400, "validation_failed");
        reply["errors"].GetProperty("password")[0].GetString().ShouldBe(message);
    }

    [Theory]
    [InlineData("""{"password":"SecurePass123!","deviceId":"d"}""", "email")]
    [InlineData("""{"email":"nobody","password":"SecurePass123!","deviceId":"d"}""", "email")]
    [InlineData("""{"email":"Your prize <victim@b.example>","password":"SecurePass123!","deviceId":"d"}""", "email")]
    [InlineData("""{"email":"a@b.example,c@d.example","password":"SecurePass123!","deviceId":"d"}""", "email")]
    [InlineData("""{"email":"a b@b.example","password":"SecurePass123!","deviceId":"d"}""", "email")]
    [InlineData("""{"email":"a@b.example\r\nBcc: c@d.example","password":"SecurePass123!","deviceId":"d"}""", "email")]
    [InlineData("""{"email":"a@b.example","password":"SecurePass123!"}""", "deviceId")]
    [InlineData("""{"email":"a@b.example","password":"SecurePass123!","deviceId":"d","currency":"XXX"}""", "currency")]
    [InlineData("""{"email":"a@b.example","password":"SecurePass123!","deviceId":"d","timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"email":"a@b.example","password":"SecurePass123!","deviceId":"d\u0000"}""", "deviceId")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        var reply = await product.Client().PostRawAsync("auth/signup", body);
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldContain(field);
    }

    [Theory]
    [InlineData("jos\\u00e9.x@example.com")]
    [InlineData("as\\u200bha@b.example")]
    [InlineData("asha@b.exam\\u2060ple")]
    [InlineData("asha@-b.example")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.example")]
    public async Task An_address_that_cannot_be_written_to_is_refused(string email)
    {
        var reply = await product
            .Client()
            .PostRawAsync("auth/signup", $$"""{"email":"{{email}}","password":"SecurePass123!","deviceId":"d"}""");
        reply.ShouldFail(400, "validation_failed");
        reply["errors"]
            .GetProperty("email")[0]
            .GetString()
            .ShouldBe("email must be an e-mail address that can be written to, as name@example.com.");
    }

    [Fact]
    public async Task Two_ways_to_write_one_address_are_one_account()
    {
        var name = $"asha-{Guid.CreateVersion7():N}";
        (await SignUpAsync($"{name}@b\u00fccher.example")).Ok();
        (await SignUpAsync($"{name}@bu\u0308cher.example")).ShouldFail(409, "user_exists");
        (await SignUpAsync($"{name}@xn--bcher-kva.example")).ShouldFail(409, "user_exists");

        Task<Reply> SignUpAsync(string email) =>
            product
                .Client()
                .PostAsync(
                    "auth/signup",
                    new
                    {
                        email,
                        password = "SecurePass123!",
                        deviceId = "d",
                    }
                );
    }

    [Fact]
    public async Task The_password_is_stored_as_argon2id_only()
    {
        await product.SignedUpAsync();
        (
            await product.Database.ScalarAsync<long>(
                "select count(*) from users where password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%'"
            )
        ).ShouldBe(0);
    }
}
