import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Raster, writePng } from '../../src/ra/seals/png.ts'
import type { RunningRa } from '../../src/ra/server.ts'
import type { WholeHouse } from './businesses.ts'
import { pin } from './issuance.ts'

/** A red disc, as the browser of an operator would draw a seal. */
export const disc = (side = 96): Raster => {
  const rgba = new Uint8Array(side * side * 4)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (Math.hypot(x - side / 2, y - side / 2) < side / 2 - 2)
        rgba.set([200, 39, 27, 255], (y * side + x) * 4)
  return { width: side, height: side, rgba }
}

export const picture = (side?: number): string => Buffer.from(writePng(disc(side))).toString('base64')

/** An operator applies for a seal and makes it. */
export const makeSeal = async (ra: RunningRa, serial: string) => {
  const { seals } = ra.services
  const { id } = await seals.apply(serial, 'operator')
  return seals.issue(id, picture(), 'operator')
}

/** The person answers every question for a PIN with this one, until `stop`. */
export const answering = (house: WholeHouse, secret: string): { stop(): void; readonly asked: string[] } => {
  const asked: string[] = []
  const stop = house.state.subscribe(({ prompt }) => {
    if (prompt?.kind !== 'pin' || asked.includes(prompt.id)) return
    asked.push(prompt.id)
    const entry = { entry: 'typed', pin: pin(secret) } as const
    house.prompts.answer({ kind: 'pin', promptId: prompt.id, pin: entry, tries: 'careful' })
  })
  return { stop, asked }
}

// What follows knows nothing of the product: it walks over the bytes of ITU-T X.690 by itself, so that OpenSSL judges
// exactly what lies in the file.

type Element = { readonly start: number; readonly content: number; readonly end: number }

const elementAt = (bytes: Uint8Array, start: number): Element => {
  const first = bytes[start + 1] ?? 0
  const count = first < 128 ? 0 : first & 127
  const size =
    count === 0 ? first : bytes.subarray(start + 2, start + 2 + count).reduce((n, b) => n * 256 + b, 0)
  const content = start + 2 + count
  return { start, content, end: content + size }
}

const childrenOf = (bytes: Uint8Array, { content, end }: Element): readonly Element[] => {
  const all: Element[] = []
  for (let at = content; at < end; at = all.at(-1)?.end ?? end) all.push(elementAt(bytes, at))
  return all
}

/** Whether OpenSSL finds the maker's signature over a seal of GB/T 38540 right. */
export const opensslAcceptsSeal = (folder: string, seal: Uint8Array): boolean => {
  const [info, certificate, , signature] = childrenOf(seal, elementAt(seal, 0))
  if (!info || !certificate || !signature) throw new Error('no seal')
  const file = (name: string, content: Uint8Array | string): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  const maker = file('maker.der', seal.subarray(certificate.content, certificate.end))
  const openssl = (...args: readonly string[]) => spawnSync('openssl', args)
  const key = openssl('x509', '-inform', 'DER', '-in', maker, '-noout', '-pubkey').stdout
  const { status } = openssl(
    ...['dgst', '-sm3', '-verify', file('maker.pem', key), '-sigopt', 'distid:1234567812345678'],
    // The first byte of a BIT STRING counts the bits that are left over.
    ...['-signature', file('seal.sig', seal.subarray(signature.content + 1, signature.end))],
    file('seal.info', seal.subarray(info.start, info.end)),
  )
  return status === 0
}
