namespace Rupaya.Integration.Fixtures;

/// <summary>Makes tokens for programs.</summary>
internal static class TokenSteps
{
    /// <summary>A token of a person whose e-mail is verified, and a program that uses it.</summary>
    public static Task<(Guid TokenId, Client Program)> TokenAsync(this Client person, params string[] scopes) =>
        person.TokenAsync(new { name = "Program", scopes });

    /// <summary>The same with a request of a test.</summary>
    public static async Task<(Guid TokenId, Client Program)> TokenAsync(this Client person, object request)
    {
        var made = (await person.PostAsync("user/tokens", request)).Ok();
        return (made.GetProperty("tokenId").GetGuid(), person.ProgramOf(made));
    }

    /// <summary>A program that uses the token of an answer.</summary>
    public static Client ProgramOf(this Client person, System.Text.Json.JsonElement made)
    {
        var program = person.Another("program");
        program.Token = made.GetProperty("token").GetString();
        return program;
    }

    /// <summary>Somebody who followed the link in the mail.</summary>
    public static async Task<Client> VerifiedAsync(this Product product)
    {
        var person = await product.SignedUpAsync();
        await product.VerifyEmailAsync(person);
        return person;
    }

    /// <summary>Follows the link in the mail.</summary>
    public static async Task VerifyEmailAsync(this Product product, Client person)
    {
        var token = await product.Mail.TokenAsync(person.Email, "Confirm");
        (await product.Client().PostAsync("auth/verify-email", new { token })).Ok();
    }

    /// <summary>Puts the last proof of all of a person's sessions into the past.</summary>
    public static Task<int> AgeAsync(this Product product, Client person, string interval = "601 seconds") =>
        product.Database.RunAsync(
            $"""
            update sessions set created_at = created_at - interval '{interval}', authenticated_at = authenticated_at - interval '{interval}',
                   stepped_up_at = stepped_up_at - interval '{interval}' where user_id = '{person.UserId}' and kind = 'interactive';
            update user_mfa set enabled_at = enabled_at - interval '{interval}' where user_id = '{person.UserId}'
            """
        );
}
