import { execFileSync } from 'node:child_process'
import { Pin } from '../../../src/native/index.ts'
import { addFault, clearFaults } from '../../../src/native/virtual-ukey/faults.ts'
import {
  type NewUkey,
  plugUkey,
  readUkey,
  removeUkey,
  ukeyLibrary,
  unplugUkey,
} from '../../../src/native/virtual-ukey/ukey.ts'
import type { CertificateProfile } from '../../../src/pki/index.ts'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import type { TokenView } from '../../../src/shared/models/index.ts'
import { idOf, waitFor } from '../../flow/issuance/ukeys.ts'
import { testAuthority } from '../../flow/tokens/certificates.ts'
import { type DiagnosisHouse, HEALTHY_PIN } from '../../house/diagnosis.ts'
import { certificateOn } from '../../house/renewals.ts'
import { kindOf, type Ran } from './carry-out.ts'
import type { Fault, Mend } from './fault.ts'

let made = 0
const freshName = () => `FAULTY${++made}`

const thrownAway =
  (stage: DiagnosisHouse, name: string): Mend =>
  async () => {
    removeUkey(stage.house.keys, name)
    await waitFor(stage.house, () => idOf(stage.house, name) === undefined)
    await stage.house.shows(({ tokens }) => !tokens.some(({ serial }) => serial === name))
  }

/** One more Ukey, as it is wanted. */
const withUkey =
  (
    settings: NewUkey,
    more: (stage: DiagnosisHouse, tokenId: string, name: string) => Promise<void> = async () => {},
  ) =>
  async (stage: DiagnosisHouse): Promise<Mend> => {
    const name = freshName()
    const tokenId = await stage.house.insert(name, { userPin: HEALTHY_PIN, ...settings })
    await more(stage, tokenId, name)
    await stage.house.shows(({ tokens }) => tokens.some(({ id }) => id === tokenId))
    return thrownAway(stage, name)
  }

const day = 86_400_000
type Wish = {
  readonly profile: CertificateProfile
  readonly daysAgo?: number
  readonly otherKey?: true
  readonly id?: string
}

const authority = testAuthority()

/** Makes a pair on the key and writes these certificates to it. */
const certified =
  (...wishes: readonly Wish[]) =>
  async ({ house }: DiagnosisHouse, tokenId: string): Promise<void> => {
    const token = house.keyring.token(tokenId)
    if (token === undefined) throw new Error('the key is not there')
    await token.withSession(new Pin(HEALTHY_PIN), async (session) => {
      for (const [at, { profile, daysAgo = 30, otherKey }] of wishes.entries()) {
        const { keyId, publicKey } = await session.generateSm2(`pair ${at}`)
        const key = otherKey || publicKey === null ? generateSm2KeyPair().publicKey : publicKey
        const notBefore = new Date(Date.now() - daysAgo * day)
        await session.writeCertificate(keyId, `c${at}`, authority.certify(key, profile, { notBefore }))
      }
    })
    await house.shows(({ tokens }) =>
      tokens.some((one: TokenView) => one.id === tokenId && one.pairs.length > 0),
    )
  }

const pair = (rest: Omit<Wish, 'profile'> = {}): readonly Wish[] => [
  { profile: 'signing', ...rest },
  { profile: 'encryption', ...rest },
]

/** A certificate under a key id without its key. */
const keyless = async ({ house }: DiagnosisHouse, tokenId: string): Promise<void> => {
  await house.keyring.token(tokenId)?.withSession(new Pin(HEALTHY_PIN), async (session) => {
    // A token that shows no key at all may hide the right one.
    await session.generateSm2('another pair')
    for (const [at, profile] of (['signing', 'encryption'] as const).entries()) {
      const key = generateSm2KeyPair().publicKey
      const notBefore = new Date(Date.now() - 30 * day)
      await session.writeCertificate(`0${at}`, `c${at}`, authority.certify(key, profile, { notBefore }))
    }
  })
  await house.shows(({ tokens }) => tokens.some(({ id, pairs }) => id === tokenId && pairs.length > 0))
}

/** A certificate of the authority that issued the healthy ones, changed in its last byte: the signature. */
const forged = async (stage: DiagnosisHouse, tokenId: string): Promise<void> => {
  const { house, tokenIds } = stage
  const view = house.state.current().tokens.find(({ id }) => id === tokenIds[0])?.pairs[0]?.signing
  const real = view && stage.world.find(view.id)?.certificate
  if (!real) throw new Error('no healthy certificate')
  const der = new Uint8Array(real.raw)
  der[der.length - 1] = (der[der.length - 1] ?? 0) ^ 1
  await house.keyring
    .token(tokenId)
    ?.withSession(new Pin(HEALTHY_PIN), (session) => session.writeCertificate('01', 'forged', der))
  await house.shows(({ tokens }) => tokens.some(({ id, pairs }) => id === tokenId && pairs.length > 0))
}

/** An object of PKCS#11 may hold any bytes; a program of its own writes them, as another client would. */
const garbage = async ({ house }: DiagnosisHouse, tokenId: string, name: string): Promise<void> => {
  const slot = readUkey(house.keys, name).facts?.slot ?? 0
  const script = `
    const { PKCS11 } = require('pkcs11js')
    const p = new PKCS11()
    p.load(${JSON.stringify(ukeyLibrary())})
    p.C_Initialize()
    const slots = p.C_GetSlotList(true)
    const slot = slots.find((one) => p.C_GetTokenInfo(one).serialNumber.trim() === '${name}') ?? slots[${slot}]
    const session = p.C_OpenSession(slot, 6)
    p.C_Login(session, 1, '${HEALTHY_PIN}')
    p.C_CreateObject(session, [
      { type: 0, value: 1 }, { type: 1, value: true }, { type: 0x80, value: 0 },
      { type: 3, value: 'garbage' }, { type: 0x102, value: Buffer.from([1]) },
      { type: 0x101, value: Buffer.from([0x30, 0]) }, { type: 0x11, value: Buffer.from([0x30, 3, 2, 1, 5]) },
    ])
    p.C_Logout(session)
  `
  execFileSync(process.execPath, ['-e', script], { env: { ...process.env, VIRTUAL_UKEY_HOME: house.keys } })
  await house.keyring.refresh()
  await house.shows(({ tokens }) => tokens.some(({ id, unreadable }) => id === tokenId && unreadable > 0))
}

/** A pair of the authority, on a key of its own. */
const issued =
  (more: (stage: DiagnosisHouse, tokenId: string) => Promise<void>) =>
  async (stage: DiagnosisHouse): Promise<Mend> => {
    const name = freshName()
    const tokenId = await stage.issueOn(name)
    await more(stage, tokenId)
    return thrownAway(stage, name)
  }

/** The authority takes it out of force. */
const standing = (to: 'revoked' | 'suspended') => async (stage: DiagnosisHouse, tokenId: string) => {
  const { serial } = certificateOn(stage.house, tokenId)
  const by = { kind: 'operator', name: 'test' } as const
  const reason = to === 'revoked' ? 'key-compromised' : 'holder-request'
  await stage.ra.services.store.changeStatus({ serial, to, reason, note: null, by, now: Date.now() })
}

/** Answers the question for the PIN, as the person does. */
const typePin = (stage: DiagnosisHouse, text: string): Promise<void> =>
  stage.house
    .shows(({ prompt }) => prompt !== null)
    .then(({ prompt }) =>
      stage.house.prompts.answer({
        ...{ kind: 'pin', promptId: prompt?.id ?? '', tries: 'careful' },
        pin: { entry: 'typed', pin: new Pin(text) },
      }),
    )

export const rehearsed = async (
  stage: DiagnosisHouse,
  tokenId: string,
  text = HEALTHY_PIN,
): Promise<void> => {
  await Promise.all([stage.diagnosis.rehearse(tokenId), typePin(stage, text)])
}

export const tokenFaults: readonly Fault[] = [
  {
    ...{ name: 'the PIN is locked', step: 'pin', finds: 'pin-locked' },
    make: withUkey({ userTries: 4, userTriesLeft: 0 }),
  },
  {
    ...{ name: 'the last try is left', step: 'pin', finds: 'pin-last-try' },
    make: withUkey({ userTries: 4, userTriesLeft: 1 }),
  },
  {
    ...{ name: 'few tries are left', step: 'pin', finds: 'pin-low' },
    make: withUkey({ userTries: 6, userTriesLeft: 2 }),
  },
  {
    ...{ name: 'the PIN is the factory one', step: 'pin', finds: 'pin-default' },
    make: withUkey({ userPin: '12345678' }),
  },
  { ...{ name: 'no PIN is set', step: 'pin', finds: 'pin-unset' }, make: withUkey({ userPin: null }) },
  { ...{ name: 'an empty Ukey', step: 'certificates', finds: 'certificate-none' }, make: withUkey({}) },
  {
    ...{ name: 'half a pair', step: 'certificates', finds: 'certificate-half' },
    make: withUkey({}, certified({ profile: 'signing' })),
  },
  {
    ...{ name: 'the certificate is of another key', step: 'certificates', finds: 'certificate-mismatched' },
    make: withUkey({}, certified(...pair({ otherKey: true }))),
  },
  {
    ...{ name: 'the certificate has no key', step: 'certificates', finds: 'certificate-keyless' },
    make: withUkey({}, keyless),
  },
  {
    ...{ name: 'the certificate has expired', step: 'certificates', finds: 'certificate-expired' },
    make: withUkey({}, certified(...pair({ daysAgo: 400 }))),
  },
  {
    ...{ name: 'the certificate ends soon', step: 'certificates', finds: 'certificate-expiring' },
    make: withUkey({}, certified(...pair({ daysAgo: 355 }))),
  },
  {
    ...{ name: 'the certificate is not valid yet', step: 'certificates', finds: 'certificate-not-yet' },
    make: withUkey({}, certified(...pair({ daysAgo: -20 }))),
  },
  {
    ...{ name: 'a certificate is garbage', step: 'certificates', finds: 'certificate-unreadable' },
    make: withUkey({}, garbage),
  },
  {
    ...{ name: 'nobody knows who issued it', step: 'chain', finds: 'chain-incomplete' },
    make: withUkey({}, certified(...pair())),
  },
  {
    ...{ name: 'the signature of the certificate is wrong', step: 'chain', finds: 'chain-broken' },
    make: withUkey({}, forged),
  },
  {
    ...{ name: 'the chain was lost', step: 'chain', finds: 'chain-incomplete', repaired: true },
    make: ({ twist }) => {
      twist.chainLost = true
      return () => {
        twist.chainLost = false
      }
    },
  },
]

/** These wait for an issuance or a status service, so they take longer. */
export const businessFaults: readonly Fault[] = [
  {
    ...{ name: 'the authority revoked it', step: 'certificates', finds: 'certificate-revoked' },
    make: issued(async (stage, tokenId) => {
      await standing('revoked')(stage, tokenId)
      await stage.check('revocation')
    }),
  },
  {
    ...{ name: 'the authority suspended it', step: 'certificates', finds: 'certificate-suspended' },
    make: issued(async (stage, tokenId) => {
      await standing('suspended')(stage, tokenId)
      await stage.check('revocation')
    }),
  },
  {
    ...{ name: 'a business stopped in the middle', step: 'journals', finds: 'business-stopped' },
    make: async (stage) => {
      const { house } = stage
      const name = freshName()
      const tokenId = await house.insert(name, { userPin: HEALTHY_PIN })
      addFault(house.keys, name, { on: 'generate', action: { kind: 'full' }, forever: true })
      const target = { kind: 'ukey', tokenId } as const
      const given = { pin: { entry: 'typed', pin: new Pin(HEALTHY_PIN) }, tries: 'careful' } as const
      const { transactionId } = await house.issuance.start({ target, ...given })
      await house.until(transactionId, ({ state }) => state === 'paused')
      return async () => {
        clearFaults(house.keys, name)
        await house.issuance.abandon(transactionId)
        await thrownAway(stage, name)()
      }
    },
  },
  {
    ...{ name: 'a Ukey comes and goes', step: 'usb', finds: 'ukey-unsteady' },
    make: async (stage) => {
      const { house, world } = stage
      const name = freshName()
      await house.insert(name, { userPin: HEALTHY_PIN })
      for (let times = 0; times < 3; times += 1) {
        unplugUkey(house.keys, name)
        await house.shows(({ tokens }) => !tokens.some(({ serial }) => serial === name))
        plugUkey(house.keys, name)
        await house.shows(({ tokens }) => tokens.some(({ serial }) => serial === name))
      }
      const away = thrownAway(stage, name)
      return async () => {
        await away()
        // Ten minutes later.
        const { lost } = world
        ;(world as { lost: typeof lost }).lost = () => lost().filter((one) => !one.name.includes(name))
      }
    },
  },
]

const kindsIn = (stage: DiagnosisHouse): readonly string[] =>
  stage.house.state.current().diagnosis.steps.flatMap(({ findings }) => findings.map(kindOf))

/** The rehearsal runs only with the person's word, so it has a round of its own. */
export const rehearsals = async (stage: DiagnosisHouse): Promise<readonly Ran[]> => {
  const { house } = stage
  const [tokenId = ''] = stage.tokenIds
  const trial = async (name: string, wanted: string | null, id = tokenId): Promise<Ran> => {
    await rehearsed(stage, id)
    const kinds = kindsIn(stage)
    const holds = wanted === null ? kinds.length === 0 : kinds.includes(wanted)
    return { name, skipped: null, problems: holds ? [] : [`found ${kinds.join(', ') || 'nothing'}`] }
  }
  await stage.check('rehearsal')
  const well = await trial('a rehearsal of a healthy Ukey', null)
  addFault(house.keys, 'HEALTHY1', { on: 'C_Sign', action: { kind: 'return', code: 5 }, forever: true })
  const unsigned = await trial('a Ukey that does not sign', 'rehearsal-not-signed')
  clearFaults(house.keys, 'HEALTHY1')
  addFault(house.keys, 'HEALTHY1', { on: 'decrypt', action: { kind: 'return', code: 5 }, forever: true })
  const unopened = await trial('a Ukey that does not decrypt', 'rehearsal-not-opened')
  clearFaults(house.keys, 'HEALTHY1')
  const name = freshName()
  const other = await house.insert(name, { userPin: HEALTHY_PIN })
  await certified(...pair({ otherKey: true }))(stage, other)
  const unverified = await trial(
    'a Ukey with the certificate of another key',
    'rehearsal-not-verified',
    other,
  )
  await thrownAway(stage, name)()
  await stage.check('rehearsal')
  return [well, unsigned, unopened, unverified]
}
