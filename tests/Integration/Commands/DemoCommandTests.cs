using Rupaya.Host.Commands;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Commands;

/// <summary>What <c>./rupaya up</c> leaves for who wants to try the API.</summary>
public sealed class DemoCommandTests(EmbeddedDeployment product) : IClassFixture<EmbeddedDeployment>
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task The_token_reads_the_demo_book_and_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("rupaya-demo-").FullName;
        var file = Path.Combine(folder, "demo-token");
        var email = $"demo-{Guid.CreateVersion7():N}@rupaya.example";
        (await RunAsync(email, file)).ShouldBe(0);
        ShouldBeTheOwnersOnly(file);
        var token = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();

        var program = product.Client();
        program.Token = token;
        (await program.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(2);
        var told = (await program.GetAsync("auth/whoami")).Ok();
        told.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(["read"]);
        (await program.GetAsync("books")).Ok()[0].GetProperty("bookId").GetGuid().ShouldBe(told.GetProperty("bookId").GetGuid());
        (await program.PostAsync("accounts", new { name = "More", type = "cash" })).ShouldFail(403, "insufficient_scope");

        // One that works stays; one that was ended is replaced.
        (await RunAsync(email, file)).ShouldBe(0);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim().ShouldBe(token);
        string[] tokens = [token];
        (await product.Client().PostAsync("auth/tokens/revoke", new { tokens })).Ok();
        (await RunAsync(email, file)).ShouldBe(0);
        program.Token = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();
        program.Token.ShouldNotBe(token);
        (await program.GetAsync("accounts")).Ok();
        ShouldBeTheOwnersOnly(file);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_explorer_takes_a_token_by_paste()
    {
        var schemes = (await product.Client().GetAsync("/openapi/v1.json")).Ok().GetProperty("components").GetProperty("securitySchemes");
        schemes.GetProperty("token").GetProperty("scheme").GetString().ShouldBe("bearer");
        (await product.Client().GetAsync("/docs/index.html")).Text.ShouldContain("swagger-ui");
    }

    private static void ShouldBeTheOwnersOnly(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(OwnersOnly);
        }
    }

    private Task<int> RunAsync(string email, string file) =>
        DemoCommand.RunAsync([
            $"--url={product.Apis[0].Address}",
            $"--email={email}",
            "--password=Demo-a1b2c3d4e5f6",
            $"--token-file={file}",
            $"--ConnectionStrings:PostgresOwner={product.Settings["ConnectionStrings:PostgresOwner"]}",
        ]);
}
