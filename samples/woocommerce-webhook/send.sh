#!/usr/bin/env bash
# send.sh [URL]: greets as WooCommerce does when a webhook is saved, then posts a new order. SECRET is the source's secret.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
url=${1:-http://127.0.0.1:5080/hooks/woocommerce}
secret=${SECRET:-sample-secret}

body=$(mktemp)
trap 'rm -f "$body"' EXIT
sed -e "s/@NOW@/$(date -u +%Y-%m-%dT%H:%M:%S)/g" -e "s/@ID@/$(date +%s)/g" "$here/order.json" > "$body"

# The greeting is not signed, and the shop gives up where it is not answered with 200.
curl --silent --show-error --fail-with-body --data 'webhook_id=1' "$url"

# The signature is over the bytes of the body: base64 of their HMAC-SHA256.
signature=$(openssl dgst -sha256 -hmac "$secret" -binary < "$body" | openssl base64 -A)
curl --silent --show-error --fail-with-body --data-binary @"$body" \
  -H 'Content-Type: application/json' \
  -H 'X-WC-Webhook-Topic: order.updated' \
  -H 'X-WC-Webhook-Source: https://shop.example/' \
  -H "X-WC-Webhook-Delivery-ID: sample-$(date +%s)" \
  -H "X-WC-Webhook-Signature: $signature" \
  "$url"
