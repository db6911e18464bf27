using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Rupaya.Infrastructure.Postgres.Migrations;

[DbContext(typeof(RupayaDbContext))]
[Migration("20261129_Names")]
internal sealed class Names : SqlMigration;
