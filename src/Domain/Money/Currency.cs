using System.Collections.Frozen;
using System.Globalization;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Money;

/// <summary>An ISO 4217 currency and its minor unit. The one place where money is rounded.</summary>
/// <param name="Code">Three upper-case letters.</param>
/// <param name="MinorUnit">Number of decimals: JPY 0, INR 2, KWD 3.</param>
/// <remarks>Source: ISO 4217 list one (current currency and funds codes); codes without a minor unit are not currencies one can hold.</remarks>
public sealed record Currency(string Code, int MinorUnit)
{
    private const string TwoDecimals =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY "
        + "COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR "
        + "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD "
        + "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP "
        + "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDecimals = "CLF UYW";

    private static readonly FrozenDictionary<string, Currency> All = Table(NoDecimals, 0)
        .Concat(Table(TwoDecimals, 2))
        .Concat(Table(ThreeDecimals, 3))
        .Concat(Table(FourDecimals, 4))
        .ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>The currency with that code, or null.</summary>
    public static Currency? Find(string? code) => code is null ? null : All.GetValueOrDefault(code);

    /// <summary>The currency with that code, which is known to exist.</summary>
    /// <exception cref="KeyNotFoundException">It does not.</exception>
    public static Currency Of(string code) => All[code];

    /// <summary>True when the amount needs no more decimals than the currency has.</summary>
    public bool Fits(decimal amount) => Round(amount) == amount;

    /// <summary>400 <c>currency_precision</c> naming <paramref name="field"/> for an amount finer than the minor unit; null when it fits.</summary>
    public Error? Check(decimal amount, string field = "amount") =>
        Fits(amount) ? null : Problems.CurrencyPrecision.Because($"The amount has more decimals than {Code}.", field);

    /// <summary>The amount with all digits of the minor unit, and the code: <c>12.50 INR</c>.</summary>
    public string Format(decimal amount) => $"{Round(amount).ToString($"F{MinorUnit}", CultureInfo.InvariantCulture)} {Code}";

    /// <summary>Rounds half away from zero at the minor unit.</summary>
    public decimal Round(decimal amount) => decimal.Round(amount, MinorUnit, MidpointRounding.AwayFromZero);

    /// <summary>Rounds a positive amount up at the minor unit.</summary>
    public decimal RoundUp(decimal amount)
    {
        var rounded = Round(amount);
        return rounded >= amount ? rounded : rounded + new decimal(1, 0, 0, false, (byte)MinorUnit);
    }

    private static IEnumerable<Currency> Table(string codes, int minorUnit) =>
        codes.Split(' ').Select(code => new Currency(code, minorUnit));
}
