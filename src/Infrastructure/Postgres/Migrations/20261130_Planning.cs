using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Rupaya.Infrastructure.Postgres.Migrations;

[DbContext(typeof(RupayaDbContext))]
[Migration("20261130_Planning")]
internal sealed class PlansOverTime : SqlMigration;
