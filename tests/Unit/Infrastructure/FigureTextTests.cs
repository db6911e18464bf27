using Rupaya.Infrastructure.Figures;

namespace Rupaya.Unit.Infrastructure;

public sealed class FigureTextTests
{
    [Theory]
    [InlineData("2026-10-01&2026-10-31", "2026-10-31")]
    [InlineData("month&2026-11-01&2026-11-30", "2026-11-30")]
    [InlineData("2026-11-22", "2026-11-22")]
    [InlineData("", "9999-12-31")]
    [InlineData("12", "9999-12-31")]
    public void The_last_day_of_a_figures_parameters_is_found(string parameters, string day) =>
        FigureText.Of(FigureText.LastDay(parameters)).ShouldBe(day);
}
