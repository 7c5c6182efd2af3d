// Reads {records: {name: TXT}, messages: [base64]} and writes, for each message, the result of each of its signatures.
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'

let input = ''
for await (const chunk of process.stdin) input += chunk
const { records, messages } = JSON.parse(input)
const resolver = async (name, type) => {
  if (type === 'TXT' && records[name]) return [[records[name]]]
  throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENOTFOUND' })
}
const results = []
for (const message of messages) {
  const { results: signatures } = await dkimVerify(Buffer.from(message, 'base64'), { resolver })
  results.push(signatures.map(signature => `${signature.algo} ${signature.status.result}`))
}
process.stdout.write(JSON.stringify(results))
