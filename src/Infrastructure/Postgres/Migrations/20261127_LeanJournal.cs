using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Rupaya.Infrastructure.Postgres.Migrations;

[DbContext(typeof(RupayaDbContext))]
[Migration("20261127_LeanJournal")]
internal sealed class LeanJournal : SqlMigration;
