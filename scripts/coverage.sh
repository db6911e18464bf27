# What share of the lines of each project the unit and integration tests ran, together.

COVERAGE_FLOOR=85 # per cent of Domain and of Features

report_coverage() { # results: merges what the test projects collected; false when a project is below its floor
  local target="$ROOT/artifacts/coverage"
  rm -rf "$target"
  dotnet reportgenerator "-reports:$1/**/coverage.cobertura.xml" "-targetdir:$target" "-reporttypes:Cobertura;Html" -verbosity:Warning \
    >"$STATE/log/coverage.log" 2>&1 || { cat "$STATE/log/coverage.log" >&2; return 1; }
  say "Lines covered ($target/index.html, Cobertura.xml):"
  judge_coverage "$target/Cobertura.xml"
}

judge_coverage() { # cobertura-file: prints a line for each project
  local assembly name rate status=0
  for assembly in Rupaya.Domain Rupaya.Features Rupaya.Infrastructure Rupaya.Workers rupaya; do
    name="${assembly#Rupaya.}"
    rate="$(line_rate "$assembly" "$1")"
    if [[ "$name" == Domain || "$name" == Features ]] && awk -v rate="${rate:-0}" -v floor="$COVERAGE_FLOOR" 'BEGIN { exit !(rate < floor) }'; then
      say "  $name ${rate:-none} %, too few: $COVERAGE_FLOOR % are demanded"
      status=1
    else
      say "  ${name/rupaya/Host} ${rate:-none} %"
    fi
  done
  return "$status"
}

line_rate() { # assembly cobertura-file: per cent with one decimal, rounded down
  sed -n "s/.*<package name=\"$1\" line-rate=\"\([0-9.]*\)\".*/\1/p" "$2" | awk '{ printf "%.1f", int($1 * 1000) / 10 }'
}
