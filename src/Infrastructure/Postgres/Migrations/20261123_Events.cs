using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Rupaya.Infrastructure.Postgres.Migrations;

[DbContext(typeof(RupayaDbContext))]
[Migration("20261123_Events")]
internal sealed class Events : SqlMigration;
