# What share of the lines of each project the unit and integration tests ran, together.

COVERAGE_FLOOR=85 # per cent of Domain and of Features

report_coverage() { # results: prints a line for each project; false when one is below its floor
  local target="$ROOT/artifacts/coverage" project rate status=0
  rm -rf "$target"
  dotnet reportgenerator "-reports:$1/**/coverage.cobertura.xml" "-targetdir:$target" "-reporttypes:Cobertura;Html" -verbosity:Warning \
    >"$STATE/log/coverage.log" 2>&1 || { cat "$STATE/log/coverage.log" >&2; return 1; }
  say "Lines covered ($target/index.html, Cobertura.xml):"
  for project in Rupaya.Domain Rupaya.Features Rupaya.Infrastructure Rupaya.Workers rupaya; do
    rate="$(line_rate "$project" "$target/Cobertura.xml")"
    if below_floor "$project" "$rate"; then
      status=1
      say "  $(project_name "$project") $rate %, and $COVERAGE_FLOOR % are demanded"
    else
      say "  $(project_name "$project") ${rate:-none} %"
    fi
  done
  return "$status"
}

line_rate() { # assembly cobertura-file: per cent with one decimal, rounded down
  sed -n "s/.*<package name=\"$1\" line-rate=\"\([0-9.]*\)\".*/\1/p" "$2" | awk '{ printf "%.1f", int($1 * 1000) / 10 }'
}

below_floor() { # assembly rate
  [[ "$1" == Rupaya.Domain || "$1" == Rupaya.Features ]] && awk -v rate="${2:-0}" -v floor="$COVERAGE_FLOOR" 'BEGIN { exit !(rate < floor) }'
}

project_name() { case "$1" in rupaya) say Host ;; *) say "${1#Rupaya.}" ;; esac; }
