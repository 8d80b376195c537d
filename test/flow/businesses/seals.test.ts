import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealLabel } from '../../../src/native/index.ts'
import { addFault, clearFaults, setDelays } from '../../../src/native/virtual-ukey/faults.ts'
import { isPlugged, plugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import {
  type Certificate,
  type ElectronicSeal,
  fingerprintSha256,
  finishSeal,
  parseCertificate,
  parseSeal,
  type SealSpec,
  sealToSign,
} from '../../../src/pki/index.ts'
import { readPng } from '../../../src/ra/seals/png.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { ReadableSeal, SealView } from '../../../src/shared/models/index.ts'
import { agency, codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { answering, makeSeal, opensslAcceptsSeal, picture } from '../../house/seals.ts'
import { faces } from '../../house/tokens.ts'
import { freshParty, freshRoot } from '../../unit/pki/authority.ts'
import { waitFor } from '../issuance/ukeys.ts'

const raFolder = temporary()
let ra: RunningRa
let house: WholeHouse
let person: ReturnType<typeof answering>
beforeAll(async () => {
  ra = await openRa(raFolder)
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})

const kinds = [...faces, 'soft'] as const

/** Seals of earlier tests would go on to the certificates of this one. */
const withoutSeals = async (): Promise<void> => {
  const { store, seals } = ra.services
  const { rows } = await store.seals({ text: '', after: null, limit: 100 }, null)
  for (const { id } of rows) await seals.revoke(id, 'operator')
}

const begin = async (kind: (typeof kinds)[number]): Promise<void> => {
  await withoutSeals()
  house = await openWholeHouse(ra.url, kind === 'soft' ? {} : { face: kind })
  await house.login(agency)
  person = answering(house, kind === 'soft' ? '135246' : UKEY_PIN)
}
const end = async (): Promise<void> => {
  person.stop()
  await house.end()
}

/** A certificate on a new token; the name of the token is its serial number. */
const issued = async (kind: (typeof kinds)[number], name = 'SEAL01'): Promise<string> => {
  const target =
    kind === 'soft' ? ({ kind } as const) : ({ kind: 'ukey', tokenId: await house.insert(name) } as const)
  return issueOn(target, kind)
}
const issueOn = async (
  target: { readonly kind: 'soft' } | { readonly kind: 'ukey'; readonly tokenId: string },
  kind: (typeof kinds)[number],
): Promise<string> => {
  const { transactionId } = await house.issuance.start({
    target,
    ...given(kind === 'soft' ? '135246' : UKEY_PIN),
  })
  const done = await house.rest(transactionId)
  expect(done).toMatchObject({ state: 'done', error: null })
  return done.tokenId ?? ''
}

const presentOn = (tokenId: string) => {
  const found = house.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
  if (!found) throw new Error('no such token')
  return found
}
/** The last one. On SKF an old one stays before it, because its container does. */
const signingOn = (tokenId: string): Certificate => {
  const all = presentOn(tokenId).certificates.map(({ der }) => parseCertificate(der))
  const found = all.findLast(({ use }) => use === 'signing')
  if (!found) throw new Error('no signing certificate')
  return found
}
const shown = async (isSo: (seals: readonly SealView[]) => boolean): Promise<readonly SealView[]> =>
  (await house.shows(({ seals }) => isSo(seals))).seals
const isReadable = (seal: SealView): seal is ReadableSeal => seal.kind === 'seal'
const one = async (state: ReadableSeal['state']): Promise<ReadableSeal> => {
  const seals = await shown(
    (all) => all.length === 1 && all.some((seal) => isReadable(seal) && seal.state === state),
  )
  const [seal] = seals.filter(isReadable)
  if (!seal) throw new Error('no readable seal')
  return seal
}
const none = () => shown((seals) => seals.length === 0)
const bytesOn = (tokenId: string) => presentOn(tokenId).seals.map(({ value }) => value ?? new Uint8Array())
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Puts bytes on the token as any program could that has the PIN. */
const put = async (tokenId: string, label: string, bytes: Uint8Array, kind: (typeof kinds)[number]) => {
  const { pin } = given(kind === 'soft' ? '135246' : UKEY_PIN)
  if (pin.entry !== 'typed') throw new Error('no PIN')
  await presentOn(tokenId).token.withSession(pin.pin, (session) => session.writeSeal(label, bytes))
}

/** A seal of somebody who has a maker's key, but no authority that is known here. */
const root = freshRoot()
const stranger = freshParty(root, { profile: 'seal-maker', name: '来历不明的制章人' })
const madeBy = (
  maker: { readonly certificate: Certificate; readonly sign: (bytes: Uint8Array) => Uint8Array },
  signers: readonly Uint8Array[],
  change: Partial<SealSpec> = {},
): ElectronicSeal => {
  const info = sealToSign({
    id: 'STRANGER-1',
    vendor: 'EXAMPLE',
    type: 'organisation',
    name: '某公司公章',
    picture: {
      format: 'PNG',
      bytes: new Uint8Array(Buffer.from(picture(), 'base64')),
      width: 42,
      height: 42,
    },
    createdAt: new Date('2026-01-01T00:00:00Z'),
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validTo: new Date('2036-01-01T00:00:00Z'),
    signers,
    ...change,
  })
  return parseSeal(finishSeal(info, maker.certificate.raw, maker.sign(info)))
}
/** The authority's own maker, for seals with other content than it makes. */
const authoritysMaker = () => {
  const { der, signer } = ra.services.ca.sealMaker
  return { certificate: parseCertificate(der), sign: signer.sign }
}

describe.each(kinds)('a seal on a token (%s)', (kind) => {
  beforeEach(() => begin(kind))
  afterEach(end)

  it('is fetched from the authority, shown without a PIN, and accepted by OpenSSL', async () => {
    const tokenId = await issued(kind)
    const serial = signingOn(tokenId).serialHex
    const { id } = await makeSeal(ra, serial)
    expect(await house.seals.update(tokenId)).toEqual({ written: 1, present: 1 })
    const seal = await one('usable')
    expect(seal).toMatchObject({
      tokenId,
      number: id,
      name: agency.applicantName,
      type: 'organisation',
      standard: 'GB/T 38540-2020',
      picture: { kind: 'shown', width: 42, height: 42 },
      admits: [agency.applicantName],
    })
    expect(seal.maker).toContain('演示')
    expect(seal.certificateId).toContain(fingerprintSha256(signingOn(tokenId)).slice(0, 24).toLowerCase())
    const [bytes] = bytesOn(tokenId)
    expect(opensslAcceptsSeal(house.home, bytes ?? new Uint8Array())).toBe(true)
    const [last] = (bytes ?? new Uint8Array()).slice(-1)
    expect(
      opensslAcceptsSeal(house.home, Uint8Array.from([...(bytes ?? []).slice(0, -1), (last ?? 0) ^ 1])),
    ).toBe(false)
    expect(await house.seals.update(tokenId)).toEqual({ written: 0, present: 1 })
    expect(person.asked).toHaveLength(1)
  })

  it('goes on to the next certificate at its issuance, and the old one goes', async () => {
    const tokenId = await issued(kind)
    const before = await makeSeal(ra, signingOn(tokenId).serialHex)
    await house.seals.update(tokenId)
    await one('usable')
    const next = await issueOn(kind === 'soft' ? { kind } : { kind: 'ukey', tokenId }, kind)
    const seals = await shown((all) =>
      all.some((seal) => isReadable(seal) && seal.tokenId === next && seal.number !== before.id),
    )
    const [seal] = seals.filter(isReadable).filter((it) => it.tokenId === next)
    if (!seal) throw new Error('no seal on the new certificate')
    expect(seal.state).toBe('usable')
    // An old soft certificate is another token, which still has its seal; nothing uses it any more.
    const [old, ...more] = await shown((all) =>
      all.filter(isReadable).every((it) => it.id === seal.id || it.state === 'other-certificate'),
    ).then((all) => all.filter(({ id }) => id !== seal.id))
    expect([old?.tokenId, ...more]).toEqual([kind === 'soft' ? tokenId : undefined])
    expect(seal.certificateId).toContain(fingerprintSha256(signingOn(next)).slice(0, 24).toLowerCase())
    expect(
      await ra.services.store.sealsOf((await ra.services.store.seal(before.id))?.accountId ?? ''),
    ).toContainEqual(expect.objectContaining({ id: seal.number, state: 'issued' }))
    expect(opensslAcceptsSeal(house.home, bytesOn(next)[0] ?? new Uint8Array())).toBe(true)
  })

  it('is saved, deleted, and taken in again from its file', async () => {
    const tokenId = await issued(kind)
    await makeSeal(ra, signingOn(tokenId).serialHex)
    await house.seals.update(tokenId)
    const seal = await one('usable')
    const file = house.seals.export(seal.id)
    expect(file.fileName).toBe(`${agency.applicantName}.esl`)
    await house.seals.remove(seal.id)
    await none()
    expect(await codeOf(house.seals.remove(seal.id))).toMatchObject({ code: 'seal-gone' })
    await house.seals.import(tokenId, file.base64)
    expect(await one('usable')).toEqual(seal)
    // Importing it again leaves one.
    await house.seals.import(tokenId, file.base64)
    expect(await one('usable')).toEqual(seal)
    const pem = `-----BEGIN SEAL-----\n${file.base64}\n-----END SEAL-----\n`
    await house.seals.import(tokenId, Buffer.from(pem).toString('base64'))
    expect(bytesOn(tokenId)).toEqual([new Uint8Array(Buffer.from(file.base64, 'base64'))])
  })

  it('is shown for what it is, whatever somebody has put on the token', async () => {
    const tokenId = await issued(kind)
    const mine = [signingOn(tokenId).raw]
    const authority = authoritysMaker()
    const past = { validTo: new Date('2026-02-01T00:00:00Z') }
    const ahead = { validFrom: new Date('2035-01-01T00:00:00Z') }
    const lie = {
      format: 'PNG',
      bytes: new Uint8Array(Buffer.from('<svg onload="x"/>')),
      width: 9,
      height: 9,
    }
    const svg = { ...lie, format: 'SVG' }
    const bomb = new Uint8Array(Buffer.from(picture(), 'base64'))
    new DataView(bomb.buffer).setUint32(16, 60_000)
    // Whoever holds a certificate of this authority is no maker of seals.
    const holder = { certificate: parseCertificate(mine[0] ?? new Uint8Array()), sign: authority.sign }
    const now = { createdAt: new Date() }
    const all: Readonly<Record<string, ElectronicSeal>> = {
      usable: madeBy(authority, mine, { ...now, id: 'a' }),
      expired: madeBy(authority, mine, { ...now, id: 'b', ...past }),
      'not-yet-valid': madeBy(authority, mine, { ...now, id: 'c', ...ahead }),
      'maker-unknown': madeBy(stranger, mine, { id: 'd' }),
      'other-certificate': madeBy(authority, [stranger.certificate.raw], { ...now, id: 'e' }),
      'bad-signature': madeBy(holder, mine, { id: 'f' }),
      lie: madeBy(authority, mine, { ...now, id: 'g', picture: lie }),
      svg: madeBy(authority, mine, { ...now, id: 'h', picture: svg }),
      bomb: madeBy(authority, mine, { ...now, id: 'i', picture: { ...lie, bytes: bomb } }),
    }
    for (const seal of Object.values(all)) await put(tokenId, sealLabel(seal.id, seal.raw), seal.raw, kind)
    await put(tokenId, 'seal-garbage', Uint8Array.of(1, 2, 3), kind)
    await put(tokenId, 'seal-cut', all.usable?.raw.subarray(0, 400) ?? new Uint8Array(), kind)
    // A Ukey has no room for so much, so there it is one more that is damaged.
    await put(tokenId, 'seal-large', new Uint8Array(kind === 'soft' ? 600 * 1024 : 600).fill(7), kind)
    const seals = await shown((views) => views.length === 12)
    const stateOf = (id: string) => seals.filter(isReadable).find(({ number }) => number === id)?.state
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map(stateOf)).toEqual([
      'usable',
      'expired',
      'not-yet-valid',
      'maker-unknown',
      'other-certificate',
      'bad-signature',
    ])
    expect(seals.filter(({ kind: is }) => is === 'unreadable')).toHaveLength(3)
    const pictureOf = (id: string) => seals.filter(isReadable).find(({ number }) => number === id)
    for (const [id, format] of [
      ['g', 'PNG'],
      ['h', 'SVG'],
      ['i', 'PNG'],
    ] as const) {
      expect(pictureOf(id)?.picture).toMatchObject({ kind: 'named', format })
      expect(house.seals.picture(pictureOf(id)?.id ?? '')).toBeNull()
    }
    expect(house.seals.picture(pictureOf('a')?.id ?? '')).toEqual({
      mediaType: 'image/png',
      base64: picture(),
    })
    // The certificates beside them are as before.
    expect(presentOn(tokenId).certificates).toHaveLength(2)
    const large = seals.find(({ id }) => id.endsWith('seal-large'))
    await house.seals.remove(large?.id ?? '')
    await shown((views) => views.length === 11)
  })
})

describe.each(faces)('a Ukey through %s', (face) => {
  beforeEach(() => begin(face))
  afterEach(end)
  const keys = () => join(house.home, 'keys')

  it('that is pulled out while its seal is replaced keeps one that can be read', async () => {
    const tokenId = await issued(face, 'SEAL02')
    const first = await makeSeal(ra, signingOn(tokenId).serialHex)
    await house.seals.update(tokenId)
    await one('usable')
    await ra.services.seals.revoke(first.id, 'operator')
    await makeSeal(ra, signingOn(tokenId).serialHex)
    const call = face === 'skf' ? 'SKF_WriteFile' : 'C_CreateObject'
    addFault(keys(), 'SEAL02', { on: call, action: { kind: 'removed' } })
    expect(await codeOf(house.seals.update(tokenId))).toMatchObject({ code: 'token-removed' })
    clearFaults(keys(), 'SEAL02')
    expect(isPlugged(keys(), 'SEAL02')).toBe(false)
    await waitFor(house, () => house.keyring.token(tokenId) === undefined)
    plugUkey(keys(), 'SEAL02')
    await waitFor(house, () => house.keyring.token(tokenId) !== undefined)
    const seals = await shown((all) => all.length > 0)
    expect(seals.filter(isReadable).map(({ number }) => number)).toEqual([first.id])
    // The next try writes the new one and clears away what the pull-out has left.
    expect(await house.seals.update(tokenId)).toEqual({ written: 1, present: 1 })
    const left = await shown((all) => all.some((seal) => isReadable(seal) && seal.number !== first.id))
    expect(left.filter(isReadable).filter(({ number }) => number !== first.id)).toHaveLength(1)
    expect(left.every(isReadable)).toBe(true)
  })

  it('that is full says so, and its certificate stands', async () => {
    const tokenId = await issued(face, 'SEAL03')
    await makeSeal(ra, signingOn(tokenId).serialHex)
    addFault(keys(), 'SEAL03', {
      on: face === 'skf' ? 'SKF_CreateFile' : 'C_CreateObject',
      action: { kind: 'full' },
    })
    expect(await codeOf(house.seals.update(tokenId))).toMatchObject({ code: 'token-full' })
    expect(presentOn(tokenId).certificates).toHaveLength(2)
    expect(await house.seals.update(tokenId)).toEqual({ written: 1, present: 1 })
  })

  it('that is pulled out while its seal is written at the end of an issuance goes on when it is back', async () => {
    const tokenId = await issued(face, 'SEAL05')
    await makeSeal(ra, signingOn(tokenId).serialHex)
    // Through PKCS#11 the two certificates are created first.
    addFault(keys(), 'SEAL05', {
      ...(face === 'skf' ? { on: 'SKF_WriteFile' } : { on: 'C_CreateObject', nth: 3 }),
      action: { kind: 'removed' },
    })
    const { transactionId } = await house.issuance.start({
      target: { kind: 'ukey', tokenId },
      ...given(UKEY_PIN),
    })
    const paused = await house.rest(transactionId)
    expect(paused).toMatchObject({ state: 'paused', error: { code: 'token-removed' } })
    expect(paused.steps.find(({ state }) => state === 'failed')?.name).toBe('seal')
    clearFaults(keys(), 'SEAL05')
    await waitFor(house, () => house.keyring.token(tokenId) === undefined)
    plugUkey(keys(), 'SEAL05')
    await waitFor(house, () => house.keyring.token(tokenId) !== undefined)
    await house.issuance.resume(transactionId, given(UKEY_PIN))
    expect(await house.rest(transactionId)).toMatchObject({ state: 'done' })
    const seal = await one('usable')
    expect(seal.certificateId).not.toBeNull()
  })

  it('that another business is on is left alone, and nobody is asked for its PIN', async () => {
    const tokenId = await issued(face, 'SEAL06')
    await makeSeal(ra, signingOn(tokenId).serialHex)
    await house.seals.update(tokenId)
    const [seal] = await shown((all) => all.length === 1)
    const asked = person.asked.length
    setDelays(keys(), 'SEAL06', { generate: 2_000 })
    const { transactionId } = await house.issuance.start({
      target: { kind: 'ukey', tokenId },
      ...given(UKEY_PIN),
    })
    await house.shows(({ tokens }) => tokens.some(({ busy }) => busy !== null))
    const refused = [house.seals.update(tokenId), house.seals.remove(seal?.id ?? '')]
    for (const one of refused) expect(await codeOf(one)).toMatchObject({ code: 'busy-with-other' })
    expect(person.asked).toHaveLength(asked)
    setDelays(keys(), 'SEAL06', {})
    expect(await house.rest(transactionId)).toMatchObject({ state: 'done' })
  })

  it('that is full during an issuance gets its certificate all the same', async () => {
    const tokenId = await issued(face, 'SEAL04')
    await makeSeal(ra, signingOn(tokenId).serialHex)
    await house.seals.update(tokenId)
    const isFile = face === 'skf'
    // Through PKCS#11 the two certificates are created first, and the unwrapped key pair.
    if (isFile) addFault(keys(), 'SEAL04', { on: 'SKF_CreateFile', action: { kind: 'full' } })
    else addFault(keys(), 'SEAL04', { on: 'C_CreateObject', nth: 3, action: { kind: 'full' } })
    const before = signingOn(tokenId).serialHex
    await issueOn({ kind: 'ukey', tokenId }, face)
    await waitFor(house, () => signingOn(tokenId).serialHex !== before)
    // A seal goes with its certificate once that is known to be kept for its files only.
    await house.shows(({ tokens }) =>
      tokens.some(
        ({ id, pairs }) => id === tokenId && pairs.filter(({ state }) => state !== 'kept').length === 1,
      ),
    )
    expect(await house.seals.update(tokenId)).toEqual({ written: 1, present: 1 })
    await one('usable')
  })
})

describe('a seal', () => {
  const kind = 'soft'
  beforeEach(() => begin(kind))
  afterEach(end)

  it('is refused if it is damaged, too large, changed, or for another certificate', async () => {
    const tokenId = await issued(kind)
    const good = madeBy(authoritysMaker(), [signingOn(tokenId).raw])
    const take = (bytes: Uint8Array) => codeOf(house.seals.import(tokenId, base64(bytes)))
    expect(await take(new Uint8Array())).toMatchObject({ code: 'seal-unreadable' })
    expect(await take(good.raw.subarray(0, good.raw.length - 40))).toMatchObject({ code: 'seal-unreadable' })
    expect(await take(new Uint8Array(5 * 1024 * 1024).fill(0x30))).toMatchObject({ code: 'seal-unreadable' })
    const changed = Uint8Array.from(good.raw)
    const at = Buffer.from(changed).indexOf('某公司公章')
    changed.set(Buffer.from('另'), at)
    expect(await take(changed)).toMatchObject({ code: 'seal-not-genuine' })
    const foreign = madeBy(authoritysMaker(), [stranger.certificate.raw])
    expect(await take(foreign.raw)).toMatchObject({ code: 'seal-for-other-certificate' })
    expect(person.asked).toEqual([])
    expect(bytesOn(tokenId)).toEqual([])
  })

  it('is shown as revoked once the authority says so, and is not written any more', async () => {
    const tokenId = await issued(kind)
    const { id } = await makeSeal(ra, signingOn(tokenId).serialHex)
    await ra.services.seals.revoke(id, 'operator')
    expect(await codeOf(house.seals.update(tokenId))).toMatchObject({ code: 'seal-none-issued' })
    const der = (await ra.services.store.seal(id))?.der
    await house.seals.import(tokenId, base64(der ?? new Uint8Array()))
    expect(await one('revoked')).toMatchObject({ number: id })
  })

  it('that nobody has made is not there to be fetched, and an authority that nobody is logged in at is asked nothing', async () => {
    const tokenId = await issued('soft')
    expect(await codeOf(house.seals.update(tokenId))).toMatchObject({ code: 'seal-none-issued' })
    await house.account.logout()
    expect(await codeOf(house.seals.update(tokenId))).toMatchObject({ code: 'login-needed' })
  })

  it('is not made from a picture that is none, and every picture bears the mark of the demonstration', async () => {
    const tokenId = await issued('soft')
    const { seals } = ra.services
    const { id } = await seals.apply(signingOn(tokenId).serialHex, 'operator')
    const issue = (content: string) => codeOf(seals.issue(id, content, 'operator'))
    const large = picture(601)
    for (const bad of ['', 'AAAA', picture().slice(0, 200), picture(32), large])
      expect(await issue(bad)).toMatchObject({ code: 'seal-picture-unfit' })
    const { der } = await seals.issue(id, picture(), 'operator')
    const drawn = parseSeal(der ?? new Uint8Array()).picture.bytes
    // There the disc was red. Now there is the mark, in another colour, on a white gap.
    const { rgba, width } = readPng(drawn, 64, 600)
    const middle = Array.from({ length: width }, (_, x) =>
      rgba
        .subarray((74 * width + x) * 4)
        .slice(0, 3)
        .join(),
    )
    expect(middle).toContain('255,255,255')
    expect(middle).toContain('31,98,128')
  })
})
