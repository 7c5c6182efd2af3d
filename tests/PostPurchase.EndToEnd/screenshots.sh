#!/usr/bin/env bash
# Pictures of every page of the app, or of those that are named, at 1440 and 390 px, light and dark, into a folder:
# tests/PostPurchase.EndToEnd/screenshots.sh FOLDER [NAME...]
set -eu
folder=$(mkdir -p "${1:?a folder}" && cd "$1" && pwd)
shift
cd "$(dirname "$0")/../.."
dotnet build -c Release --nologo -v quiet tests/PostPurchase.EndToEnd
POSTPURCHASE_SCREENSHOTS=$folder POSTPURCHASE_SCREENSHOTS_OF="$*" dotnet test -c Release --no-build --nologo --filter FullyQualifiedName~Screenshots tests/PostPurchase.EndToEnd
