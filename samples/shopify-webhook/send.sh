#!/usr/bin/env bash
# send.sh [URL]: posts a new paid order as Shopify would. SECRET is the source's secret.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
url=${1:-http://127.0.0.1:5080/hooks/shopify}
secret=${SECRET:-sample-secret}

body=$(mktemp)
trap 'rm -f "$body"' EXIT
sed -e "s/@NOW@/$(date -u +%Y-%m-%dT%H:%M:%SZ)/g" -e "s/@ID@/$(date +%s)/g" "$here/order.json" > "$body"

# The signature is over the bytes of the body: base64 of their HMAC-SHA256.
signature=$(openssl dgst -sha256 -hmac "$secret" -binary < "$body" | openssl base64 -A)
curl --silent --show-error --fail-with-body --data-binary @"$body" \
  -H 'Content-Type: application/json' \
  -H 'X-Shopify-Topic: orders/paid' \
  -H 'X-Shopify-Shop-Domain: sample.myshopify.com' \
  -H "X-Shopify-Webhook-Id: sample-$(date +%s)" \
  -H "X-Shopify-Hmac-Sha256: $signature" \
  "$url"
