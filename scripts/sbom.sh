# The software bill of materials (CycloneDX 1.6): every package that the executable ships with, from the lock files.

sbom() { # [file]
  local file="${1:-$ROOT/artifacts/sbom.json}"
  mkdir -p "$(dirname "$file")"
  awk -F'"' '
    /^      "[^"]+": \{/ { name = $2 }
    /"resolved":/ { version[name] = $4 }
    END {
      printf "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"metadata\":{\"component\":{\"type\":\"application\",\"name\":\"rupaya\"}},\"components\":["
      n = 0
      for (name in version)
        printf "%s{\"type\":\"library\",\"name\":\"%s\",\"version\":\"%s\",\"purl\":\"pkg:nuget/%s@%s\"}", n++ ? "," : "", name, version[name], name, version[name]
      print "]}"
    }' "$ROOT"/src/*/packages.lock.json >"$file"
  say "$file"
}
