using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Rupaya.Domain.Books;
using Rupaya.Domain.Ledger;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>A <see cref="Flow"/> as it is stored.</summary>
internal sealed class FlowConverter() : ValueConverter<Flow, string>(flow => flow.Name(), name => Flows.Parse(name));

/// <summary>A <see cref="Direction"/> as it is stored.</summary>
internal sealed class DirectionConverter()
    : ValueConverter<Direction, string>(direction => direction.Name(), name => Directions.Parse(name));

/// <summary>A <see cref="Role"/> as it is stored.</summary>
internal sealed class RoleConverter() : ValueConverter<Role, string>(role => role.Name(), name => Roles.Parse(name));
