import { fromBase64 } from '../../pki/bytes.ts'
import { finishSeal, parseSeal, type SealPicture, sealToSign } from '../../pki/seal/index.ts'
import type { CaKeys } from '../ca/ca-keys.ts'
import type { Clock } from '../clock.ts'
import { randomId } from '../random.ts'
import type { Account, Certificate, Request, Seal } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { withDemoMark } from './demo-mark.ts'
import { BadPng, readPng, writePng } from './png.ts'

export type SealDesk = {
  readonly apply: (serial: string, operator: string) => Promise<Seal>
  /** Makes the seal that was applied for, with this picture (PNG in base64). */
  readonly issue: (sealId: string, picture: string, operator: string) => Promise<Seal>
  readonly revoke: (sealId: string, operator: string) => Promise<Seal>
  /** The seal for the certificate of this request, if the one that it succeeds had a seal in force; otherwise null. */
  readonly renewed: (request: Request) => Promise<Seal | null>
}

type Parts = {
  readonly store: Store
  readonly ca: CaKeys
  readonly clock: Clock
  readonly name: string
}

/** Sides of a picture in pixels, and of the seal on paper in millimetres (a company's is round and has 42). */
const LEAST = 64
const MOST = 600
const MILLIMETRES = { organisation: 42, personal: 20 } as const

export function createSealDesk(parts: Parts): SealDesk {
  const { store, clock } = parts
  return {
    apply: async (serial, operator) => {
      const certificate = await store.certificate(serial)
      const account = certificate && (await store.account(certificate.accountId))
      if (!account) throw new Refusal('certificate-unknown', { serial })
      const { applicantName: name } = account
      const application = { serial, sealId: randomId(), name, type: typeOf(account), operator, now: clock() }
      return store.applyForSeal(application)
    },
    issue: async (sealId, picture, operator) => {
      const seal = await store.seal(sealId)
      const certificate = seal && (await store.certificate(seal.serial))
      if (!seal || !certificate) throw new Refusal('seal-unknown')
      const now = clock()
      const der = made(parts, seal, certificate, pictureFor(seal, fromBase64(picture)), now)
      return store.issueSeal({ sealId, operator, now, der })
    },
    revoke: (sealId, operator) => store.revokeSeal({ sealId, operator, now: clock() }),
    renewed: (request) => renewed(parts, request),
  }
}

function typeOf({ kind }: Account): Seal['type'] {
  return kind === 'person' ? 'personal' : 'organisation'
}

/** What comes from the operator's browser is read, marked and written anew. */
function pictureFor({ type }: Pick<Seal, 'type'>, bytes: Uint8Array): SealPicture {
  try {
    const png = writePng(withDemoMark(readPng(bytes, LEAST, MOST)))
    return { format: 'PNG', bytes: png, width: MILLIMETRES[type], height: MILLIMETRES[type] }
  } catch (error) {
    if (error instanceof BadPng) throw new Refusal('seal-picture-unfit')
    throw error
  }
}

/** The seal is valid as long as its certificate. */
function made(
  { ca, name }: Parts,
  seal: Pick<Seal, 'id' | 'name' | 'type'>,
  certificate: Certificate,
  picture: SealPicture,
  now: number,
): Uint8Array {
  const info = sealToSign({
    id: seal.id,
    // An IA5String takes no Chinese.
    vendor: /^[\x20-\x7e]+$/.test(name) ? name : 'DEMO-RA',
    ...{ type: seal.type, name: seal.name, picture },
    createdAt: new Date(now),
    validFrom: new Date(certificate.notBefore),
    validTo: new Date(certificate.notAfter),
    signers: [certificate.der],
  })
  return finishSeal(info, ca.sealMaker.der, ca.sealMaker.signer.sign(info))
}

async function renewed(parts: Parts, { id, accountId }: Request): Promise<Seal | null> {
  const { store, clock } = parts
  // Most holders have no seal, and every issuance comes here.
  if (!(await store.hasSeals(accountId))) return null
  const request = await store.request(id)
  const serial = request?.signatureSerial ?? null
  const before = request?.previousSerial ?? request?.baselineSerial ?? null
  if (serial === null) return null
  const existing = await store.sealOf(serial)
  if (existing !== null) return existing
  const previous = before === null ? null : await store.sealOf(before)
  const certificate = await store.certificate(serial)
  if (!previous?.der || previous.state !== 'issued' || !certificate) return null
  const now = clock()
  const fresh: Seal = {
    ...previous,
    ...{ id: randomId(), accountId: certificate.accountId, serial, state: 'issued' },
    ...{ appliedAt: now, issuedAt: now, revokedAt: null },
  }
  const { picture } = parseSeal(previous.der)
  const der = made(parts, fresh, certificate, picture, now)
  return store.renewSeal({ previousId: previous.id, made: { ...fresh, der }, now })
}
