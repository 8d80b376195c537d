import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentState } from '../../../src/shared/documents/model.ts'
import { messageOpinion } from '../../forgeries/second-path.ts'
import { type DocumentsHouse, openDocumentsHouse, signMessage } from '../../house/documents.ts'
import { keyPlaces } from '../../house/web-signing.ts'
import { sealedByOpenSsl } from '../../sealed-by-openssl.ts'

const outputOf = (state: DocumentState | undefined): string => {
  if (state?.is !== 'done' || state.result.kind === 'verified') throw new Error(JSON.stringify(state))
  return state.result.output
}
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
const right = { described: true, signature: true, seal: true }

/** Byte for byte what OpenSSL finds as the content of a message, wherever it stands. */
const contentIn = (message: string): Buffer => {
  const args = ['asn1parse', '-inform', 'DER', '-in', message]
  // It prints the content in full.
  const lines = execFileSync('openssl', args, { maxBuffer: 2 ** 24 })
    .toString()
    .split('\n')
  // SEQUENCE, type, [0], SEQUENCE, version, SET of digests, SEQUENCE of the content, its type, [0], OCTET STRING.
  const line = lines.find((one) => /d=5 .*OCTET STRING/.test(one)) ?? ''
  const [, offset = 0, head = 0, length = 0] = (/^\s*(\d+):d=5\s+hl=(\d+)\s+l=\s*(\d+)/.exec(line) ?? []).map(
    Number,
  )
  return readFileSync(message).subarray(offset + head, offset + head + length)
}

describe.each(keyPlaces)('what jobs write, judged by OpenSSL, with a key: %s', (place) => {
  let house: DocumentsHouse
  let person: ReturnType<DocumentsHouse['sayYes']>
  beforeAll(async () => {
    house = await openDocumentsHouse(place)
    person = house.sayYes()
  }, 60_000)
  afterAll(async () => {
    person.stop()
    await house.end()
  })

  const signed = async (path: string, content: 'attached' | 'detached'): Promise<string> => {
    const [state] = await house.work(await house.list(path), signMessage(house.signing(), content))
    return outputOf(state)
  }
  // More than one piece of reading, and no text.
  const content = randomBytes(1_500_000)

  it('a signature that stands alone fits its file, and no other', async () => {
    const path = house.put('图纸.bin', content)
    const message = readFileSync(await signed(path, 'detached'))
    expect(messageOpinion(message, content)).toEqual(right)
    const other = content.with(700_000, (content[700_000] ?? 0) ^ 1)
    expect(messageOpinion(message, Buffer.from(other))).toEqual({ ...right, described: false })
    // The certificate comes first and the numbers last, so this is one of r and s.
    const broken = message.with(message.length - 1, (message.at(-1) ?? 0) ^ 1)
    expect(messageOpinion(Buffer.from(broken), content)).toEqual({ ...right, signature: false })
  }, 60_000)

  it('a message holds its content byte for byte, and the signature over it', async () => {
    const path = house.put('表单.bin', content)
    const message = await signed(path, 'attached')
    expect(contentIn(message).equals(content)).toBe(true)
    expect(messageOpinion(readFileSync(message), content)).toEqual(right)
  }, 60_000)

  it('opens what OpenSSL has sealed, and what it sealed itself, to the same bytes', async () => {
    const path = house.put('原件.bin', content)
    const before = sha256(path)
    const work = { kind: 'encrypt', recipients: [await house.recipient()], signer: null } as const
    const [sealed] = await house.work(await house.list(path), work)
    const foreign = join(house.folder, '来件.bin.p7m')
    writeFileSync(foreign, sealedByOpenSsl(content, [recipientOf(house)]))
    rmSync(path)
    const states = await house.work(await house.list(outputOf(sealed), foreign), { kind: 'decrypt' })
    const outputs = states.map(outputOf)
    expect(outputs).toEqual([path, join(house.folder, '来件.bin')])
    expect(outputs.map(sha256)).toEqual([before, before])
  }, 60_000)
})

const recipientOf = (house: DocumentsHouse): Uint8Array => {
  const present = house.keyring.current().tokens.find(({ facts }) => facts.id === house.tokenId)
  const usable = present?.certificates.map(({ der }) => der) ?? []
  const found = usable.find((der) => isForEncryption(der))
  if (found === undefined) throw new Error('no encryption certificate')
  return found
}

/** By OpenSSL's own reading of the key usage. */
const isForEncryption = (der: Uint8Array): boolean =>
  execFileSync('openssl', ['x509', '-inform', 'DER', '-noout', '-ext', 'keyUsage'], { input: der })
    .toString()
    .includes('Encipherment')
