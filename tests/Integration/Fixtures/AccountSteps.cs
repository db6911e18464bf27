namespace Rupaya.Integration.Fixtures;

/// <summary>What people do with their addresses.</summary>
internal static class AccountSteps
{
    private const string Asked = "Another e-mail address";

    /// <summary>Somebody whose address is confirmed.</summary>
    public static async Task<Client> ConfirmedAsync(this Product product)
    {
        var person = await product.SignedUpAsync();
        var token = await product.Mail.TokenAsync(person.Email, "Confirm your e-mail");
        (await product.Client().PostAsync("auth/verify-email", new { token })).Ok();
        return person;
    }

    /// <summary>An address that nobody has.</summary>
    public static string NewAddress() => $"new-{Guid.CreateVersion7():N}@rupaya.example";

    /// <summary>Asks for another address; the tokens of the mails to the new and to the old one.</summary>
    public static async Task<(string Confirm, string Revert)> AskForAsync(this Product product, Client person, string email)
    {
        var told = product.Mail.Find(person.Email, Asked).Count;
        (await person.PostAsync("user/email", new { email })).Ok();
        return (await product.Mail.TokenAsync(email, "Confirm your new"), await product.Mail.TokenAsync(person.Email, Asked, told + 1));
    }

    public static Task<Reply> ConfirmAsync(this Product product, string token) =>
        product.Client().PostAsync("auth/email/confirm", new { token });

    public static Task<Reply> RevertAsync(this Product product, string token) =>
        product.Client().PostAsync("auth/email/revert", new { token });
}
