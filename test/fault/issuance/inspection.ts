import type { KeyId, PresentToken, TokenSession } from '../../../src/native/index.ts'
import {
  equalBytes,
  parseCertificate,
  randomBytes,
  sm2Digest,
  sm2Encrypt,
  sm2Verify,
  toHex,
} from '../../../src/pki/index.ts'
import { type House, pin } from '../../house/issuance.ts'

/** A certificate, by its number, and the key that it is for. */
export type Certified = { readonly serial: string; readonly key: string }

/** A certificate on a token, and whether its key just worked. */
export type Found = Certified & { readonly use: string; readonly works: boolean }

export type Inspection = {
  readonly found: readonly Found[]
  /** The certificates in force at the authority. */
  readonly active: readonly Certified[]
  /** States of all unfinished requests of the account. */
  readonly open: readonly string[]
  /** For each order of the account: how its business stands, and what has become of the money. */
  readonly orders: readonly {
    readonly state: string
    readonly order: string
    readonly totalFen: number
    readonly receivedFen: number
    readonly refundFen: number
  }[]
  /** Labels of the private keys. */
  readonly keys: readonly string[]
}

const signs = async (session: TokenSession, keyId: KeyId, point: Uint8Array): Promise<boolean> => {
  const message = randomBytes(40)
  return sm2Verify(point, message, await session.sign(keyId, sm2Digest(point, message), 'sm2-digest'))
}
const decrypts = async (session: TokenSession, keyId: KeyId, point: Uint8Array): Promise<boolean> => {
  const secret = randomBytes(16)
  return equalBytes(await session.decrypt(keyId, sm2Encrypt(point, secret)), secret)
}

const certified = (der: Uint8Array): Certified => {
  const { serialHex, spkiDer } = parseCertificate(der)
  return { serial: serialHex, key: toHex(spkiDer) }
}

const tried = async (session: TokenSession, keyId: KeyId, der: Uint8Array): Promise<Found> => {
  const { use, publicKey } = parseCertificate(der)
  const probe = use === 'signing' ? signs : decrypts
  // A missing key is a finding, not a failure of the inspection.
  const works = publicKey.type === 'sm2' && (await probe(session, keyId, publicKey.point).catch(() => false))
  return { ...certified(der), use, works }
}

const look = ({ token }: PresentToken, secret: string) =>
  token.withSession(pin(secret), async (session) => {
    const found: Found[] = []
    for (const { keyId, der } of await session.certificates()) found.push(await tried(session, keyId, der))
    return { found, keys: (await session.keys()).map(({ label }) => label) }
  })

/** Uses every key of these tokens and asks the authority what is in force. */
export const inspect = async (
  house: House,
  concerned: readonly PresentToken[],
  secret: string,
): Promise<Inspection> => {
  const looks = []
  for (const present of concerned) looks.push(await look(present, secret))
  const { certificates } = await house.authority.client().certificates.list({})
  const { requests } = await house.authority.client().requests.list({})
  const ends = ['active', 'abandoned', 'expired', 'refused']
  return {
    found: looks.flatMap(({ found }) => found),
    active: certificates
      .filter(({ status }) => status === 'active')
      .map(({ der }) => certified(bytesOf(der))),
    open: requests.map(({ state }) => state).filter((state) => !ends.includes(state)),
    orders: requests.flatMap(({ state, order }) =>
      order
        ? {
            state,
            order: order.state,
            totalFen: order.totalFen,
            receivedFen: order.receivedFen,
            refundFen: order.refund?.amountFen ?? 0,
          }
        : [],
    ),
    keys: looks.flatMap(({ keys }) => keys),
  }
}

/** Removes every certificate that is not in force, with its key. */
export const tidy = async (
  house: House,
  concerned: readonly PresentToken[],
  secret: string,
): Promise<void> => {
  const { certificates } = await house.authority.client().certificates.list({})
  const active = new Set(
    certificates.filter(({ status }) => status === 'active').map(({ der }) => certified(bytesOf(der)).serial),
  )
  const isOld = ({ der }: { readonly der: Uint8Array }) => !active.has(parseCertificate(der).serialHex)
  for (const { token, facts, certificates: held } of concerned) {
    if (facts.kind === 'soft' && held.every(isOld)) await house.keyring.soft.setAside(facts.id)
    else
      await token.withSession(pin(secret), async (session) => {
        for (const old of (await session.certificates()).filter(isOld)) await session.removeKey(old.keyId)
      })
  }
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
