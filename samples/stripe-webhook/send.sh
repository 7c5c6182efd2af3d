#!/usr/bin/env bash
# send.sh [URL]: posts a paid checkout as Stripe would. SECRET is the endpoint's signing secret.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
url=${1:-http://127.0.0.1:5080/hooks/stripe}
secret=${SECRET:-sample-secret}
now=$(date +%s)

body=$(mktemp)
trap 'rm -f "$body"' EXIT
sed -e "s/@NOW@/$now/g" -e "s/@ID@/$now/g" "$here/event.json" > "$body"

# The signature is over "time.body": hexadecimal of its HMAC-SHA256. It is good for 300 seconds.
signature=$({ printf '%s.' "$now"; cat "$body"; } | openssl dgst -sha256 -hmac "$secret" -r | cut -d' ' -f1)
curl --silent --show-error --fail-with-body --data-binary @"$body" \
  -H 'Content-Type: application/json' \
  -H "Stripe-Signature: t=$now,v1=$signature" \
  "$url"
