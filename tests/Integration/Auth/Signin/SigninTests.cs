using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.Signin;

public sealed class SigninTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_right_password_opens_a_session_of_its_own()
    {
        var client = product.Client();
        (
            await client.PostAsync(
                "auth/signup",
                new
                {
                    email = "in@rupaya.example",
                    password = "SecurePass123!",
                    deviceId = "a",
                }
            )
        ).Ok();
        var reply = await client.PostAsync(
            "auth/signin",
            new
            {
                email = "IN@rupaya.example",
                password = "SecurePass123!",
                deviceId = "b",
            }
        );
        client.Token = reply.Ok().GetProperty("accessToken").GetString();
        (await client.GetAsync("user/profile")).Ok().GetProperty("email").GetString().ShouldBe("in@rupaya.example");
        (
            await product.Database.ScalarAsync<long>(
                "select count(*) from sessions s join users u using (user_id) where u.email_key = 'in@rupaya.example'"
            )
        ).ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_get_the_same_answer()
    {
        var client = product.Client();
        (
            await client.PostAsync(
                "auth/signup",
                new
                {
                    email = "known@rupaya.example",
                    password = "SecurePass123!",
                    deviceId = "a",
                }
            )
        ).Ok();
        var wrong = await client.PostAsync(
            "auth/signin",
            new
            {
                email = "known@rupaya.example",
                password = "SecurePass456!",
                deviceId = "a",
            }
        );
        var unknown = await client.PostAsync(
            "auth/signin",
            new
            {
                email = "unknown@rupaya.example",
                password = "SecurePass456!",
                deviceId = "a",
            }
        );
        wrong.ShouldFail(401, "invalid_credentials");
        unknown.ShouldFail(401, "invalid_credentials");
        wrong["detail"].GetString().ShouldBe("Invalid email or password");
        unknown["detail"].GetString().ShouldBe("Invalid email or password");
        (await product.Host.MetricsAsync()).ShouldMatch("rupaya_security_events_total\\{event=\"signin.failed\"\\} [1-9]");
    }

    [Fact]
    public async Task Missing_fields_are_named() =>
        (await product.Client().PostAsync("auth/signin", new { })).Fields.ShouldBe(["email", "password", "deviceId"], ignoreOrder: true);
}
