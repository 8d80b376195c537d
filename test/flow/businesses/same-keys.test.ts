import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addFault } from '../../../src/native/virtual-ukey/faults.ts'
import { plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { generateSm2KeyPair, parseCertificate, toHex } from '../../../src/pki/index.ts'
import { demoProfile } from '../../../src/ra/rules/profile.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { TransactionView } from '../../../src/shared/models/index.ts'
import { agency, codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'
import { certificateOn, formFor, operatorOf, payAt, submit } from '../../house/renewals.ts'
import { answering } from '../../house/seals.ts'
import { sealedByOpenSsl } from '../../sealed-by-openssl.ts'
import { smallAuthority } from '../../unit/main/issuance/issued.ts'
import { type Middle, openMiddle } from '../issuance/middle.ts'
import type { Holder } from '../ra/holder.ts'

// Renewal where the authority rules that the keys stay: only their certificates change.

const kinds = ['pkcs11', 'skf', 'soft'] as const
const SOFT_PIN = 'Blue7Mountain'

/** `npm test` takes the kind where a certificate takes the place of the old one; RENEWAL_ALL=1 takes all. */
const taken = process.env.RENEWAL_ALL ? kinds : kinds.filter((kind) => kind === 'skf')

describe.each(taken)('a renewal with the same keys, on %s,', (kind) => {
  const raFolder = temporary()
  const secret = kind === 'soft' ? SOFT_PIN : UKEY_PIN
  let ra: RunningRa
  let middle: Middle
  let house: WholeHouse
  let operator: Holder
  let tokenId: string
  beforeAll(async () => {
    const renewal = { ...demoProfile.renewal, opensDaysBefore: 3650, keys: 'same' } as const
    ra = await openRa(raFolder, { profile: { ...demoProfile, renewal } })
    middle = await openMiddle(ra.url)
    operator = await operatorOf(ra, raFolder)
    house = await openWholeHouse(middle.url, kind === 'soft' ? {} : { face: kind })
    await house.login(agency)
    const target =
      kind === 'soft'
        ? ({ kind } as const)
        : ({ kind: 'ukey', tokenId: await house.insert('STAYS') } as const)
    const { transactionId } = await house.issuance.start({ target, ...given(secret) })
    tokenId = (await house.rest(transactionId)).tokenId
    await house.shows(() => onToken().certificates.length === 2)
  })
  afterAll(async () => {
    await house?.end()
    middle?.close()
    await ra?.stop()
    removeFolder(raFolder)
  })

  const onToken = () => {
    const found = house.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    return { certificates: found?.certificates ?? [], keys: found?.keys ?? [] }
  }
  const certificates = () => onToken().certificates.map(({ der }) => parseCertificate(der))
  const pointsOf = () =>
    [...new Set(onToken().keys.map(({ publicKey }) => toHex(publicKey ?? new Uint8Array())))].sort()
  const serials = () =>
    certificates()
      .map(({ serialHex }) => serialHex)
      .sort()
  /** What a fresh look at the token finds; what was seen before may be of a moment ago. */
  const serialsNow = async () => {
    await house.keyring.refresh()
    return serials()
  }
  const statusesAt = async () => {
    const all = (await house.authority.client().certificates.list({})).certificates
    return new Map(all.map(({ serial, status }) => [serial, status]))
  }

  /** Pays and approves what a renewal waits for; gives the PIN where `withPin` says so. */
  const goOn = async (transactionId: string, withPin = true): Promise<TransactionView> => {
    const view = await house.until(transactionId, ({ state }) => state !== 'running')
    const { waiting } = view
    if (waiting === null || (waiting.for === 'person' && !withPin)) return view
    if (waiting.for === 'payment') await payAt(waiting.order.ways?.payUrl ?? '')
    if (waiting.for === 'review')
      await operator.client.operator.approve({ requestId: house.issuance.requestOf(transactionId) ?? '' })
    await house.issuance.resume(transactionId, waiting.for === 'person' ? given(secret) : null)
    await house.until(transactionId, (now) => now.state !== 'waiting' || now.waiting?.for !== waiting.for)
    return goOn(transactionId, withPin)
  }

  const begun = async () => (await submit(house, tokenId, { pin: secret })).transactionId

  it('changes the certificates alone: the keys work on, and the old certificates are superseded', async () => {
    const [before, points] = [serials(), pointsOf()]
    const done = await goOn(await begun())
    expect(done).toMatchObject({ state: 'done', keys: 'same', tokenId })
    await house.shows(() => serials().length === 2 && serials().every((one) => !before.includes(one)))
    expect(pointsOf()).toEqual(points)
    expect(house.state.current().tokens.find(({ id }) => id === tokenId)?.pairs).toMatchObject([
      { state: 'valid', usable: true },
    ])
    const statuses = await statusesAt()
    expect(serials().map((one) => statuses.get(one))).toEqual(['active', 'active'])
    expect(before.map((one) => statuses.get(one))).toEqual(['superseded', 'superseded'])
  })

  it('a file that was sealed to the old certificate opens with the key that stayed', async () => {
    const [old] = certificates().filter(({ use }) => use === 'encryption')
    if (!old) throw new Error('no encryption certificate')
    const file = sealedByOpenSsl(new TextEncoder().encode('投标文件'), [old.raw])
    expect(await goOn(await begun())).toMatchObject({ state: 'done' })
    await house.shows(() => !serials().includes(old.serialHex))
    const subject = {
      ...({ kind: 'file', size: file.length, tail: null } as const),
      head: Buffer.from(file).toString('base64'),
    }
    const { recipients } = house.decryptionRehearsal.look(subject)
    expect(recipients).toMatchObject([{ serial: old.serialHex, place: { is: 'here', tokenId } }])
    const person = answering(house, secret)
    expect(await house.decryptionRehearsal.attempt(subject, 0)).toMatchObject({ result: 'opens' })
    person.stop()
  })

  it('is given up after the new certificates were written: the old ones are there again and in force', async () => {
    const before = serials()
    middle.interfere(({ path }) => (path.endsWith('/confirm') ? 'refuse' : 'pass'))
    const transactionId = await begun()
    const stopped = await house.until(
      (await goOn(transactionId, false)).id,
      ({ state }) => state !== 'running',
    )
    await house.issuance.resume(stopped.id, given(secret))
    await house.until(stopped.id, ({ waiting }) => waiting?.for === 'network')
    await house.shows(() => serials().some((one) => !before.includes(one)))
    expect(await codeOf(house.issuance.abandon(transactionId, null))).toMatchObject({ code: 'pin-needed' })
    if (kind !== 'soft') {
      unplugUkey(house.keys, 'STAYS')
      await house.shows(() => certificates().length === 0)
      expect(await codeOf(house.issuance.abandon(transactionId, null))).toMatchObject({
        code: 'token-absent',
      })
      plugUkey(house.keys, 'STAYS')
      await house.shows(() => certificates().length > 0)
    }
    await house.issuance.abandon(transactionId, given(secret))
    middle.interfere(() => 'pass')
    expect(await serialsNow()).toEqual(before)
    const statuses = await statusesAt()
    expect(before.map((one) => statuses.get(one))).toEqual(['active', 'active'])
  })

  it.skipIf(kind === 'soft')('puts the old certificates back if a new one cannot be written', async () => {
    const before = serials()
    const { id } = await goOn(await begun(), false)
    const on = kind === 'skf' ? 'SKF_ImportCertificate' : 'C_CreateObject'
    addFault(house.keys, 'STAYS', { on, nth: 2, action: { kind: 'full' } })
    await house.issuance.resume(id, given(secret))
    const stopped = await house.until(id, ({ state }) => state === 'paused')
    expect(stopped).toMatchObject({ error: { code: 'token-full' } })
    expect(stopped.steps.find(({ state }) => state === 'failed')?.name).toBe('write-encryption')
    expect(await serialsNow()).toEqual(before)
    await house.issuance.resume(id, given(secret))
    expect(await goOn(id)).toMatchObject({ state: 'done' })
    await house.shows(() => serials().every((one) => !before.includes(one)))
  })

  it('takes nothing else from its authority: no private key, no other end, no old certificate again', async () => {
    const before = serials()
    const [old] = certificates().filter(({ use }) => use === 'signing')
    const subject = old?.subject.raw ?? new Uint8Array()
    const stranger = smallAuthority().issue('signing', generateSm2KeyPair().publicKey, { subject })
    const again = Buffer.from(old?.raw ?? []).toString('base64')
    type Collected = { readonly collected: Readonly<Record<string, unknown>> }
    const lies = {
      'authority-answer-unreadable': { envelopedKey: again },
      'certificate-other-dates': { signatureCertificate: again },
      'certificate-other-key': { signatureCertificate: Buffer.from(stranger).toString('base64') },
    }
    const transactionId = await begun()
    let lie: object = lies['certificate-other-dates']
    middle.interfere(({ path }) =>
      path.endsWith('/collect')
        ? (answer) => ({ collected: { ...(answer as Collected).collected, ...lie } })
        : 'pass',
    )
    expect(await goOn(transactionId, false)).toMatchObject({ error: { code: 'certificate-other-dates' } })
    for (const [code, told] of Object.entries(lies)) {
      lie = told
      await house.issuance.resume(transactionId)
      expect(await house.rest(transactionId)).toMatchObject({ error: { code } })
    }
    expect(await serialsNow()).toEqual(before)
    middle.interfere(() => 'pass')
    await house.issuance.resume(transactionId)
    expect(await goOn(transactionId)).toMatchObject({ state: 'done' })
    await house.shows(() => serials().every((one) => !before.includes(one)))
  })

  it('needs the token that has the keys, and nothing begins with another rule than was shown', async () => {
    const { issuerId, serial, holder } = certificateOn(house, tokenId)
    const quote = await house.renewal.quote({ issuerId, serial })
    expect(quote.keys).toBe('same')
    const wish = {
      ...{ issuerId, serial, holder, form: formFor(quote, 1) },
      expectedTotalFen: quote.terms[0]?.totalFen ?? 0,
      ...given(secret),
    }
    const target = kind === 'soft' ? ({ kind } as const) : ({ kind: 'ukey', tokenId } as const)
    expect(await codeOf(house.renewal.start({ ...wish, target }))).toMatchObject({
      code: 'renewal-keys-changed',
    })
    expect(
      await codeOf(house.issuance.start({ target: { kind: 'holding', tokenId }, ...given(secret) })),
    ).toMatchObject({ code: 'input-invalid' })
    const other = kind === 'soft' ? 'soft:none' : await house.insert(`OTHER${kind}`)
    const elsewhere = { ...wish, target: { kind: 'holding', tokenId: other } as const }
    if (kind === 'soft')
      return expect(await codeOf(house.renewal.start(elsewhere))).toMatchObject({ code: 'token-absent' })
    const { transactionId } = await house.renewal.start({
      ...elsewhere,
      pin: { entry: 'typed', pin: pin(UKEY_PIN) },
    })
    const stopped = await house.rest(transactionId)
    expect(stopped).toMatchObject({ state: 'paused', error: { code: 'same-key-missing' } })
    await house.issuance.abandon(transactionId)
  })
})
