using System.Text;
using Rupaya.Domain.Text;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

/// <summary>The database and the application tell the same names to be equal.</summary>
public sealed class NameKeySqlTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_database_folds_every_character_as_the_application_does()
    {
        var different = new List<string>();
        await using var command = product.Database.Owner.CreateCommand(
            "select c, fold_text('x' || chr(c) || 'Y'), name_key(' x' || chr(c) || ' Y ') from generate_series(1, 131071) c "
                + "where c not between 55296 and 57343"
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var text = char.ConvertFromUtf32(reader.GetInt32(0));
            if (reader.GetString(1) != NameKey.Fold($"x{text}Y") || reader.GetString(2) != NameKey.Of($" x{text} Y "))
            {
                different.Add($"U+{reader.GetInt32(0):X4} {reader.GetString(1)} {NameKey.Fold($"x{text}Y")}");
            }
        }
        different.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_database_folds_combined_characters_as_the_application_does()
    {
        var random = new SeededRandom(20261128);
        string[] parts =
        [
            "a",
            "E",
            "\u0301",
            "\u0308",
            "\u0307",
            "I",
            "İ",
            "\u1100",
            "\u1161",
            "\u11A8",
            "क",
            "\u093C",
            "Σ",
            "ς",
            " ",
            "\u00A0",
            "\u200D",
            "ß",
            "ſ",
            "\uFFFF",
        ];
        for (var i = 0; i < 500; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(8); n >= 0; n--)
            {
                text.Append(parts[random.Next(parts.Length)]);
            }
            var name = text.ToString();
            (await product.Database.ScalarAsync<string>("select name_key($1)", name)).ShouldBe(
                NameKey.Of(name),
                Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(name))
            );
        }
    }
}
