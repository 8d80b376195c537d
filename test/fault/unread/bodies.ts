import { below, pick, type Random } from '../../random.ts'

// Bodies that nobody reads, because the request is refused or answered before its body is looked at.

/** Places whose answer does not depend on the body. */
const places = [
  'POST /nope',
  'PUT /ocsp',
  'POST /ca/root.cer',
  'GET /crl/issuing.crl',
  'POST /operator/',
  'DELETE /pay/pay.css',
  'POST /ra/v1/uploads',
] as const

/** How the bodies come. In each way one visitor sends one body or more on one connection. */
export const ways = [
  'one by one',
  'pipelined',
  'chunked',
  'asking first',
  'after the answer',
  'one a connection',
  'half',
  'half and gone',
] as const

export type Way = (typeof ways)[number]
export type Visitor = { readonly way: Way; readonly place: (typeof places)[number]; readonly bodies: number }

/** Ways that leave the rest of a body open, so a second body cannot follow on their connection. */
const single: readonly Way[] = ['one a connection', 'half', 'half and gone']

export function visitor(random: Random, most: number): Visitor {
  const way = pick(random, ways)
  const bodies = single.includes(way) ? 1 : Math.min(most, 1 + below(random, 24))
  return { way, place: pick(random, places), bodies }
}

export function head({ way, place }: Visitor): string {
  const lines = [`${place} HTTP/1.1`, 'host: 127.0.0.1', 'content-type: application/json']
  if (way === 'chunked') lines.push('transfer-encoding: chunked')
  else lines.push(`content-length: ${way.startsWith('half') ? 1000 : 5}`)
  if (way === 'asking first') lines.push('expect: 100-continue')
  if (way === 'one a connection') lines.push('connection: close')
  return `${lines.join('\r\n')}\r\n\r\n`
}

export function body({ way }: Visitor): string {
  return way === 'chunked' ? '3\r\n{"a\r\n2\r\n":\r\n0\r\n\r\n' : '{"a":'
}
