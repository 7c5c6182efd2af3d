#!/usr/bin/env bash
# send.sh [URL]: posts a canonical purchase as a Standard Webhook. SECRET is whsec_ and base64.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
url=${1:-http://127.0.0.1:5080/hooks/standard}
secret=${SECRET:-whsec_c2FtcGxlLXNlY3JldC1zYW1wbGUtc2VjcmV0}
now=$(date +%s)
id=msg_sample$now

body=$(mktemp)
trap 'rm -f "$body"' EXIT
sed -e "s/@NOW@/$(date -u +%Y-%m-%dT%H:%M:%SZ)/g" -e "s/@ID@/$now/g" "$here/event.json" > "$body"

# The signature is over "id.time.body": base64 of its HMAC-SHA256 under the decoded secret. It is good for 300 seconds.
key=$(printf %s "${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
signature=$({ printf '%s.%s.' "$id" "$now"; cat "$body"; } | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
curl --silent --show-error --fail-with-body --data-binary @"$body" \
  -H 'Content-Type: application/json' \
  -H "webhook-id: $id" \
  -H "webhook-timestamp: $now" \
  -H "webhook-signature: v1,$signature" \
  "$url"
