using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Text;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>Understands the cells of a row of an export, or says which one it does not understand and why.</summary>
internal sealed class ExportCells(CsvReader reader) : CellReader(reader)
{
    /// <returns>An <see cref="ExportedRow"/> or a <see cref="RejectedRow"/>.</returns>
    public object Parse()
    {
        if (!HasAllCells)
        {
            return Row("row", "wrong_cell_count", CellCount);
        }
        Rejected = null;
        var account = Account();
        var flow = OneOf("flow", "income", "expense", "refund", "transfer", "adjustment");
        var direction = OneOf("direction", "in", "out");
        var row = new ExportedRow(
            Line,
            Id("transactionId") ?? Missing<Guid>("transactionId", "Is required."),
            Date("transactionDate") ?? Missing<DateOnly>("transactionDate", "Must be a date that exists, as YYYY-MM-DD."),
            account,
            flow,
            direction == "in",
            Amount(account.Currency),
            Named("categoryName", "categoryId"),
            Text("description", 500),
            Text("merchant", 200),
            Tags(),
            Cell("status") is { Length: > 0 } ? OneOf("status", "cleared", "pending") : "cleared",
            Id("transferId"),
            Id("refundOf"),
            Parts(),
            Text("reference", 200),
            Id("importIdentity"),
            Raw()
        );
        return (object?)Rejected ?? Whole(row);
    }

    /// <summary>A row whose quotes do not match.</summary>
    public RejectedRow Malformed() => Row("row", "malformed_row", "Its quotes do not match.");

    /// <summary>What the cells have to be together.</summary>
    private object Whole(ExportedRow row)
    {
        var isIn = row.Flow switch
        {
            "income" or "refund" => true,
            "expense" => false,
            _ => row.IsIn,
        };
        if (isIn != row.IsIn)
        {
            return Row("direction", "invalid_direction", $"Of {row.Flow} must be {(isIn ? "in" : "out")}.");
        }
        if (row.Flow is "transfer" or "adjustment" && (row.Category is not null || row.Parts.Count > 0))
        {
            return Row("categoryName", "invalid_category", $"A row of flow {row.Flow} has none.");
        }
        if (row.Category is not null && row.Parts.Count > 0)
        {
            return Row("categoryName", "invalid_category", "Must be empty where there are splits.");
        }
        if ((row.Flow == "transfer") != (row.TransferId is not null))
        {
            return Row("transferId", "invalid_transfer", "A transfer has one, and nothing else has.");
        }
        if (row.RefundOf is not null && (row.Flow != "refund" || row.Parts.Count > 0))
        {
            return Row("refundOf", "invalid_refund", "Only a refund, in one category, gives something back.");
        }
        var currency = Currency.Of(row.Account.Currency);
        return SplitRules.Check([.. row.Parts.Select(p => p.Amount)], row.Amount, currency) is { } wrong
            ? Row("splits", wrong.Code, wrong.Message)
            : row;
    }

    private ExportedAccount Account()
    {
        var name = Text("accountName", 100);
        if (name is null || NameKey.Of(name).Length == 0)
        {
            Missing<string>("accountName", "Must have a visible character.");
        }
        var currency = Cell("currency");
        if (Currency.Find(currency) is null)
        {
            Missing<string>("currency", "Must be an ISO 4217 code.");
            currency = "INR";
        }
        var type = Cell("accountType");
        var opening = Cell("openingBalance");
        var balance = 0m;
        if (
            opening.Length > 0
            && !(decimal.TryParse(opening, Number, CultureInfo.InvariantCulture, out balance) && Math.Abs(balance) <= AmountLimits.Max)
        )
        {
            Missing<string>("openingBalance", "Must be a number such as -1234.50.");
        }
        if (!Currency.Of(currency).Fits(balance))
        {
            Reject("openingBalance", "currency_precision", $"Has more decimals than {currency}.");
        }
        return new ExportedAccount(
            Id("accountId"),
            name ?? "",
            type.Length == 0 ? "checking" : OneOf("accountType", [.. AccountType.All]),
            currency,
            Currency.Of(currency).Round(balance),
            Date("openingDate")
        );
    }

    private decimal Amount(string code)
    {
        var currency = Currency.Of(code);
        if (!decimal.TryParse(Cell("amount"), Number, CultureInfo.InvariantCulture, out var amount) || amount is <= 0 or > AmountLimits.Max)
        {
            return Missing<decimal>("amount", "Must be a number above 0 and at most 999 999 999, such as 1234.50.");
        }
        if (!currency.Fits(amount))
        {
            Reject("amount", "currency_precision", $"Has more decimals than {code}.");
        }
        return currency.Round(amount);
    }

    private ExportedCategory? Named(string column, string id) => Text(column, 100) is { } name ? new ExportedCategory(Id(id), name) : null;

    private string[] Tags()
    {
        var tags = TagList.Split(SpreadsheetText.Unguard(Cell("tags")));
        if (tags.Length > Rules.MaxTags || !Array.TrueForAll(tags, Rules.IsTag))
        {
            Reject("tags", "invalid_tags", $"Must be at most {Rules.MaxTags} tags, each of 1 to 50 characters.");
        }
        return tags;
    }

    private ExportedPart[] Parts()
    {
        var text = Cell("splits");
        if (text.Length == 0)
        {
            return [];
        }
        try
        {
            var parts = JsonSerializer.Deserialize<ExportedPartJson?[]>(text, Json.Options) ?? [];
            if (parts.Length <= SplitRules.MaxParts && Array.TrueForAll(parts, p => p?.IsValid == true))
            {
                return [.. parts.Select(p => p!.Exported)];
            }
        }
        catch (JsonException)
        {
            // Said below.
        }
        Reject("splits", "invalid_splits", "Must be a JSON list of parts with category, amount and description.");
        return [];
    }
}

/// <summary>A part as the export writes it.</summary>
internal sealed record ExportedPartJson(Guid? CategoryId, string? Category, decimal? Amount, string? Description)
{
    public bool IsValid =>
        Amount is > 0 and <= AmountLimits.Max
        && TextLength.Fits(Description, 500)
        && Rules.IsStorable(Description ?? "")
        && TextLength.Fits(Category, 100)
        && Rules.IsStorable(Category ?? "")
        && (CategoryId is null || !string.IsNullOrEmpty(Category));

    public ExportedPart Exported =>
        new(string.IsNullOrEmpty(Category) ? null : new ExportedCategory(CategoryId, Category), Amount!.Value, Description);
}
