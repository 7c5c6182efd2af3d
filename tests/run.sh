#!/usr/bin/env bash
# Installs what the tests need (Debian packages, where this user may) and runs every test.
# Set POSTPURCHASE_CONFORMANCE_DIR to run the conformance suites too.
# Every step has a time limit: a test that hangs is named and counts as failed, the others still run.
set -u
cd "$(dirname "$0")/.."
exec </dev/null

limited() { timeout --kill-after=15 "$@"; }

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
[ -e /usr/lib/python3/dist-packages/nacl ] || needed+=(python3-nacl)
command -v node >/dev/null && needed=("${needed[@]/nodejs/}")
packages=$(echo "${needed[@]:-}" | xargs)
if [ -n "$packages" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        # shellcheck disable=SC2086
        { limited 120 apt-get update && DEBIAN_FRONTEND=noninteractive limited 600 apt-get install -y --no-install-recommends $packages; } >/dev/null 2>&1 ||
            echo "could not install: $packages" >&2
    else
        echo "some tests will be skipped; to run them install: $packages" >&2
    fi
fi

if command -v npm >/dev/null && [ ! -d tests/mailauth/node_modules ]; then
    (cd tests/mailauth && limited 300 npm ci --no-audit --no-fund >/dev/null 2>&1) || echo "could not install tests/mailauth: its test will be skipped" >&2
fi

# One compiler for all projects starts once, not once for each; it ends with the build. What audits ask the network for is no part of a test.
export MSBUILDDISABLENODEREUSE=1
limited 1800 dotnet build -c Release --nologo -v quiet -p:UseSharedCompilation=true -p:NuGetAudit=false PostPurchase.sln
built=$?
limited 60 dotnet build-server shutdown --vbcscompiler >/dev/null
[ "$built" = 0 ] || { echo "the build failed" >&2; echo "0 passed, 1 failed"; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/*.Tests tests/PostPurchase.EndToEnd; do
    name=$(basename "$project")
    echo "$name"
    limited 2400 dotnet test --no-build -c Release --nologo -v quiet --blame-hang --blame-hang-timeout 600s --blame-hang-dump-type none \
        --results-directory "$results/$name" --logger "trx;LogFileName=$results/$name.trx" "$project" || { status=1; touch "$results/$name.ended-badly"; }
done

if [ -d src/PostPurchase.Designer/node_modules ]; then
    (cd src/PostPurchase.Designer && limited 600 npx vitest run --reporter=json --outputFile="$results/designer.json" >/dev/null) || status=1
else
    echo "skipped: the web app's tests need Node 20" >&2
fi

python3 - "$results" <<'PY' || status=1
import glob, json, os, sys
import xml.etree.ElementTree as tree
passed = failed = skipped = 0
names, lost, bad = [], [], []
for project in sorted(glob.glob("tests/*.Tests")) + ["tests/PostPurchase.EndToEnd"]:
    path = f"{sys.argv[1]}/{os.path.basename(project)}.trx"
    try: nodes = list(tree.parse(path).getroot().iter())
    except (OSError, tree.ParseError): nodes = []
    failed_before = failed
    for result in (node for node in nodes if node.tag.endswith("}UnitTestResult")):
        outcome = result.get("outcome")
        if outcome == "Passed": passed += 1
        elif outcome == "NotExecuted":
            skipped += 1
            reason = next((node.text for node in result.iter() if node.tag.endswith("}Message") and node.text), "")
            names.append(f"{result.get('testName')}: {reason}")
        else:
            failed += 1
            told = [node.text.strip() for node in result.iter() if node.tag.endswith(("}Message", "}StackTrace")) and node.text]
            bad.append("\n    ".join([result.get("testName"), *"\n".join(told).splitlines()[:25]]))
    if not nodes or failed == failed_before and os.path.exists(path.replace(".trx", ".ended-badly")): lost.append(project)
for path in glob.glob(sys.argv[1] + "/*.json"):
    with open(path) as file: result = json.load(file)
    passed += result["numPassedTests"]
    failed += result["numFailedTests"] + result.get("numFailedTestSuites", 0)
    skipped += result["numPendingTests"]
failed += len(lost)
for name in names: print("skipped:", name)
for name in bad: print("failed:", name)
for project in lost: print("failed: the tests of", project, "did not come to their end")
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
PY
exit $status
