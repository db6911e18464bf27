#!/usr/bin/env bash
# Publishes what ./rupaya clients made. Their version is the document's, so many a tag brings nothing new.
set -euo pipefail
packages="${RUPAYA_STATE:-.rupaya}/packages"
: "${NPM_TOKEN:?}" "${NUGET_KEY:?}"

package="$(echo "$packages"/rupaya-client-*.tgz)"
version="$(basename "$package" .tgz)"
version="${version#rupaya-client-}"
if npm view "@rupaya/client@$version" version >/dev/null 2>&1; then
  echo "@rupaya/client $version is published already."
else
  npm config set --location=project "//$(npm config get registry | sed 's#^https://##'):_authToken" "\${NPM_TOKEN}"
  npm publish "$package" --access public
fi
dotnet nuget push "$packages"/Rupaya.Client.*.nupkg --source nuget.org --api-key "$NUGET_KEY" --skip-duplicate
