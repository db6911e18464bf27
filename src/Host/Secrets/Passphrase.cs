using System.Text;

namespace Rupaya.Host.Secrets;

/// <summary>A passphrase from somebody at a terminal, where it is not shown, or a line of standard input.</summary>
internal static class Passphrase
{
    /// <summary>For something new: typed twice, for what is mistyped opens nothing.</summary>
    public static string Choose()
    {
        var first = Ask("Passphrase: ");
        return Console.IsInputRedirected || Ask("The same again: ") == first
            ? first
            : throw new InvalidOperationException("The two passphrases differ.");
    }

    public static string Ask(string prompt)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? throw new InvalidOperationException("The passphrase is to be a line on standard input.");
        }
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace)
            {
                typed.Append(key.KeyChar);
            }
            else if (typed.Length > 0)
            {
                typed.Length--;
            }
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
