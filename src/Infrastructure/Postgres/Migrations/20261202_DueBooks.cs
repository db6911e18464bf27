using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Rupaya.Infrastructure.Postgres.Migrations;

[DbContext(typeof(RupayaDbContext))]
[Migration("20261202_DueBooks")]
internal sealed class DueBooks : SqlMigration;
