#!/usr/bin/env bash
# Installs what the tests need (Debian packages, where this user may) and runs every test.
# Set POSTPURCHASE_CONFORMANCE_DIR to run the conformance suites too.
set -u
cd "$(dirname "$0")/.."

needed=()
need() { [ -e "$1" ] || needed+=("$2"); }
need /usr/bin/chromium chromium
need /usr/sbin/smtp-sink postfix
need /usr/bin/node nodejs
need /usr/bin/spamassassin spamassassin
need /usr/sbin/opendkim-testmsg opendkim-tools
need /usr/sbin/opendkim opendkim
need /usr/bin/strace strace
need /usr/bin/curl curl
need /usr/bin/openssl openssl
[ -e /usr/lib/python3/dist-packages/dkim ] || needed+=(python3-dkim)
command -v node >/dev/null && needed=("${needed[@]/nodejs/}")
packages=$(echo "${needed[@]:-}" | xargs)
if [ -n "$packages" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        # shellcheck disable=SC2086
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages; } >/dev/null 2>&1 ||
            echo "could not install: $packages" >&2
    else
        echo "some tests will be skipped; to run them install: $packages" >&2
    fi
fi

export MSBUILDDISABLENODEREUSE=1
dotnet build -c Release --nologo -v quiet PostPurchase.sln || { echo "the build failed" >&2; echo "0 passed, 1 failed"; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/*.Tests tests/PostPurchase.EndToEnd; do
    name=$(basename "$project")
    dotnet test --no-build -c Release --nologo -v quiet --logger "trx;LogFileName=$results/$name.trx" "$project" || status=1
done

if [ -d src/PostPurchase.Designer/node_modules ]; then
    (cd src/PostPurchase.Designer && npx vitest run --reporter=json --outputFile="$results/designer.json" >/dev/null) || status=1
else
    echo "skipped: the web app's tests need Node 20" >&2
fi

python3 - "$results" <<'PY' || status=1
import glob, json, sys
import xml.etree.ElementTree as tree
passed = failed = skipped = 0
names = []
for path in sorted(glob.glob(sys.argv[1] + "/*.trx")):
    for result in (node for node in tree.parse(path).getroot().iter() if node.tag.endswith("}UnitTestResult")):
        outcome = result.get("outcome")
        if outcome == "Passed": passed += 1
        elif outcome == "NotExecuted":
            skipped += 1
            reason = next((node.text for node in result.iter() if node.tag.endswith("}Message") and node.text), "")
            names.append(f"{result.get('testName')}: {reason}")
        else: failed += 1
for path in glob.glob(sys.argv[1] + "/*.json"):
    with open(path) as file: result = json.load(file)
    passed += result["numPassedTests"]
    failed += result["numFailedTests"] + result.get("numFailedTestSuites", 0)
    skipped += result["numPendingTests"]
for name in names: print("skipped:", name)
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
PY
exit $status
