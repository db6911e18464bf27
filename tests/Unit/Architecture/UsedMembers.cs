using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Rupaya.Unit.Architecture;

/// <summary>What assemblies use of another one, as the compiler wrote it into them. Constants are not there: they are copied.</summary>
internal sealed class UsedMembers
{
    private readonly string _assembly;
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<(string Type, string Member)> _members = [];

    public UsedMembers(Assembly used, IEnumerable<Assembly> users)
    {
        _assembly = used.GetName().Name!;
        foreach (var user in users)
        {
            using var file = new PEReader(File.OpenRead(user.Location));
            Read(file.GetMetadataReader());
        }
    }

    /// <summary>True when a type is named, be it in a signature.</summary>
    public bool Has(Type type) => _types.Contains(NameOf(type));

    /// <summary>True when one of the members of that name is called, read or written.</summary>
    public bool Has(Type type, string member) => _members.Contains((NameOf(type), member));

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!;

    private void Read(MetadataReader reader)
    {
        _types.UnionWith(reader.TypeReferences.Select(t => NameOf(reader, t)).OfType<string>());
        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (NameOf(reader, member.Parent) is { } type)
            {
                _members.Add((type, reader.GetString(member.Name)));
            }
        }
    }

    private string? NameOf(MetadataReader reader, EntityHandle handle) =>
        handle.Kind switch
        {
            HandleKind.TypeReference => NameOf(reader, reader.GetTypeReference((TypeReferenceHandle)handle)),
            HandleKind.TypeSpecification => NameOf(reader, reader.GetTypeSpecification((TypeSpecificationHandle)handle)),
            _ => null,
        };

    private string? NameOf(MetadataReader reader, TypeReference type) =>
        type.ResolutionScope.Kind switch
        {
            HandleKind.AssemblyReference => IsUsed(reader, (AssemblyReferenceHandle)type.ResolutionScope)
                ? $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}"
                : null,
            HandleKind.TypeReference => NameOf(reader, type.ResolutionScope) is { } outer ? $"{outer}+{reader.GetString(type.Name)}" : null,
            _ => null,
        };

    /// <summary>The generic type of a constructed one.</summary>
    private string? NameOf(MetadataReader reader, TypeSpecification type)
    {
        var signature = reader.GetBlobReader(type.Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }
        // Class or value.
        signature.ReadCompressedInteger();
        return NameOf(reader, signature.ReadTypeHandle());
    }

    private bool IsUsed(MetadataReader reader, AssemblyReferenceHandle assembly) =>
        reader.GetString(reader.GetAssemblyReference(assembly).Name) == _assembly;
}
