using System.Globalization;
using Rupaya.Load;

// Small measuring tools for ./rupaya load; each prints one line of figures.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["signin-users", var url, var count]:
        await SigninLoad.MakeUsersAsync(new Uri(url), int.Parse(count));
        return 0;
    case ["signin", var url, var users, var clients, var seconds]:
        await SigninLoad.RunAsync(new Uri(url), users, int.Parse(clients), int.Parse(seconds));
        return 0;
    case ["argon2", var threads, var seconds]:
        Argon2Yardstick.Run(int.Parse(threads), int.Parse(seconds));
        return 0;
    case ["verify"]:
        await TokenVerification.RunAsync();
        return 0;
    case ["yardstick", var url]:
        await Yardstick.RunAsync(url);
        return 0;
    case ["pages", var url, var token, var page, var rounds, var requests]:
        using (var book = new BookLoad(new Uri(url), token))
        {
            await book.PagesAsync(int.Parse(page), int.Parse(rounds), int.Parse(requests));
        }
        return 0;
    case ["search", var url, var token, var requests]:
        using (var book = new BookLoad(new Uri(url), token))
        {
            await book.SearchAsync(int.Parse(requests));
        }
        return 0;
    case ["bulk", var url, var books, var clients, var rounds, var seconds]:
        await BookLoad.BulkAsync(new Uri(url), books, int.Parse(clients), int.Parse(rounds), int.Parse(seconds));
        return 0;
    case ["lag", var url, var books, var count]:
        await EventLoad.LagAsync(new Uri(url), books, int.Parse(count));
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "signin-users URL COUNT | signin URL USERS CLIENTS SECONDS | argon2 THREADS SECONDS | verify | yardstick URL | "
                + "pages URL TOKEN PAGE ROUNDS REQUESTS | search URL TOKEN REQUESTS | bulk URL BOOKS CLIENTS ROUNDS SECONDS | "
                + "lag URL BOOKS COUNT"
        );
        return 2;
}
