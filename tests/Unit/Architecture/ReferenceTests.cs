using System.Reflection;
using System.Text.RegularExpressions;
using FluentValidation;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Features;
using Rupaya.Host;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Workers;

namespace Rupaya.Unit.Architecture;

/// <summary>The rooms and who may see whom. Each rule fails as well when it matched nothing.</summary>
public sealed partial class ReferenceTests
{
    private static readonly Assembly Domain = typeof(BookChanged).Assembly;
    private static readonly Assembly Infrastructure = typeof(RupayaDbContext).Assembly;
    private static readonly Assembly Features = typeof(FeaturesAssembly).Assembly;
    private static readonly Assembly Workers = typeof(WorkersRegistration).Assembly;
    private static readonly Assembly HostAssembly = typeof(RupayaHost).Assembly;

    private static readonly string Source = Repository.PathOf("src");

    /// <summary>A project's folder.</summary>
    public static string Folder(string project) => Path.Combine(Source, project);

    [Fact]
    public void Each_room_sees_only_the_rooms_it_may()
    {
        OwnReferences(Domain).ShouldBeEmpty();
        OwnReferences(Infrastructure).ShouldBe(["Rupaya.Domain"]);
        OwnReferences(Features).ShouldBe(["Rupaya.Domain", "Rupaya.Infrastructure"]);
        OwnReferences(Workers).ShouldBe(["Rupaya.Domain", "Rupaya.Infrastructure"]);
        OwnReferences(HostAssembly).ShouldBe(["Rupaya.Domain", "Rupaya.Features", "Rupaya.Infrastructure", "Rupaya.Workers"]);
    }

    [Fact]
    public void The_domain_uses_no_package() =>
        Domain
            .GetReferencedAssemblies()
            .ShouldAllBe(a => a.Name!.StartsWith("System", StringComparison.Ordinal) || a.Name == "netstandard");

    [Fact]
    public void A_slice_never_names_another_slices_types()
    {
        var slices = Slices();
        slices.Count.ShouldBeGreaterThan(20);
        foreach (var (area, useCase, files) in slices)
        {
            foreach (var other in slices.Where(s => (s.Area, s.UseCase) != (area, useCase)))
            {
                var reference = new Regex(
                    $@"\bRupaya\.Features\.{other.Area}\.{other.UseCase}\b",
                    RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(1)
                );
                files.ShouldAllBe(
                    file => !reference.IsMatch(File.ReadAllText(file)),
                    $"{area}/{useCase} names {other.Area}/{other.UseCase}"
                );
            }
        }
    }

    [Fact]
    public void A_slice_has_one_endpoint_and_its_files_are_named_after_it()
    {
        foreach (var (area, useCase, files) in Slices())
        {
            files.ShouldContain(f => Path.GetFileName(f) == $"{useCase}Endpoint.cs", $"{area}/{useCase}");
            files.ShouldAllBe(f => File.ReadAllText(f).Contains($"namespace Rupaya.Features.{area}.{useCase};", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Endpoints_touch_no_data()
    {
        var endpoints = Directory.GetFiles(Path.Combine(Source, "Features"), "*Endpoint.cs", SearchOption.AllDirectories);
        endpoints.Length.ShouldBeGreaterThan(20);
        endpoints.ShouldAllBe(f => !DataAccess().IsMatch(File.ReadAllText(f)));
    }

    [Fact]
    public void A_validator_of_a_slice_has_a_file_of_its_own()
    {
        var slices = Slices().SelectMany(s => s.Files).ToList();
        slices.Count(f => f.EndsWith("Validator.cs", StringComparison.Ordinal)).ShouldBeGreaterThan(50);
        slices
            .Where(f => File.ReadAllText(f).Contains("Validator<", StringComparison.Ordinal))
            .ShouldAllBe(f => f.EndsWith("Validator.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_request_record_with_fields_that_can_be_wrong_has_a_validator()
    {
        // An id, a day or a truth value of a query is right when it could be read.
        Type[] read = [typeof(Guid?), typeof(QueryDate?), typeof(QueryDate), typeof(bool?)];
        var requests = Features
            .GetTypes()
            .Where(t => t.Name.EndsWith("Request", StringComparison.Ordinal) && !t.IsInterface)
            .Where(t => t.GetProperties().Any(p => p.SetMethod is not null && !read.Contains(p.PropertyType)))
            .ToList();
        requests.Count.ShouldBeGreaterThan(8);
        foreach (var request in requests)
        {
            var validator = typeof(IValidator<>).MakeGenericType(request);
            Features.GetTypes().ShouldContain(t => !t.IsAbstract && validator.IsAssignableFrom(t), request.Name);
        }
    }

    [Fact]
    public void Classes_of_slices_and_effects_are_internal_and_sealed()
    {
        var types = Features
            .GetTypes()
            .Concat(Workers.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false, IsNested: false })
            .ToList();
        types = [.. types.Where(t => t.Namespace?.StartsWith("Rupaya", StringComparison.Ordinal) == true)];
        types.Count.ShouldBeGreaterThan(60);
        types.ShouldAllBe(t => !t.IsPublic && t.IsSealed);
    }

    [Fact]
    public void Every_contract_has_an_effect_and_is_an_immutable_record()
    {
        var catalog = EffectCatalog.Scan(Workers);
        catalog
            .All.Select(e => e.Name)
            .ShouldBe([
                "deliver-webhook",
                "import-statement",
                "post-recurring",
                "project-ledger",
                "raise-account-notice",
                "raise-alerts",
                "refresh-cache",
                "send-account-mail",
                "send-mail",
                "send-transaction-mail",
            ]);
        ContractNames.All.ShouldNotBeEmpty();
        ContractNames.All.ShouldAllBe(c => catalog.For(c).Any());
        ContractNames.All.SelectMany(c => c.GetProperties()).ShouldAllBe(p => p.SetMethod == null || IsInit(p));
    }

    [Fact]
    public void Only_the_ledger_writes_balances_entries_and_changes()
    {
        var files = Directory
            .GetFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => LedgerWrite().IsMatch(File.ReadAllText(f)))
            .ToList();
        files.ShouldNotBeEmpty();
        var doors = new[] { Path.Combine("Infrastructure", "Ledger") };
        files.ShouldAllBe(f => doors.Any(d => f.Contains(d, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_endpoint_is_found_by_the_scan() =>
        Features.GetTypes().Count(t => t.IsAssignableTo(typeof(FastEndpoints.IEndpoint))).ShouldBe(Slices().Count);

    private static List<string> OwnReferences(Assembly assembly) =>
        [
            .. assembly
                .GetReferencedAssemblies()
                .Select(a => a.Name!)
                .Where(n => n.StartsWith("Rupaya", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private static List<(string Area, string UseCase, string[] Files)> Slices() =>
        [
            .. Directory
                .GetDirectories(Path.Combine(Source, "Features"))
                .Where(a => Path.GetFileName(a) is not ("bin" or "obj"))
                .SelectMany(Directory.GetDirectories)
                .Select(d => (Path.GetFileName(Path.GetDirectoryName(d))!, Path.GetFileName(d), Directory.GetFiles(d, "*.cs"))),
        ];

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    [GeneratedRegex(@"RupayaDbContext|NpgsqlDataSource|NpgsqlConnection", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DataAccess();

    [GeneratedRegex(@"insert into (entries|changes)\b|set current_balance", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LedgerWrite();
}
