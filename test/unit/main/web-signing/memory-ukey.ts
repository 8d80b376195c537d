import { certificateView } from '../../../../src/main/certificates/certificate-view.ts'
import type { KnownCertificate } from '../../../../src/main/certificates/certificates-service.ts'
import { createSiteCertificates } from '../../../../src/main/web-signing/site-certificates.ts'
import type { PresentToken, Token, TokenSession } from '../../../../src/native/index.ts'
import { openWithKey } from '../../../../src/native/open-with-key.ts'
import { ScopeLock } from '../../../../src/native/scope-lock.ts'
import { sm2Decrypt, sm2SignDigest } from '../../../../src/pki/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import type { CertificatePair, PinState } from '../../../../src/shared/models/index.ts'
import { pinWith, ukey } from '../../../world.ts'
import { freshParty, freshRoot, type Party } from '../../pki/authority.ts'

export const root = freshRoot()
export const now = new Date()
export const rightPin = '135790'

const notHere = async (): Promise<never> => {
  throw new Error('no page needs this of a token')
}

const sessionOver = (
  halves: readonly Party[],
  log: string[],
  opened: Uint8Array[],
  pinKept: boolean,
): TokenSession => {
  const keyOf = (keyId: string): Uint8Array => {
    const half = halves[Number(keyId)]
    if (half === undefined) throw new AssistantError('object-missing')
    return half.keys.privateKey
  }
  return {
    ...{ pinKept, keys: notHere, generateSm2: notHere, importPair: notHere, writeCertificate: notHere },
    ...{ certificates: notHere, removeKey: notHere, removeCertificate: notHere, data: notHere },
    ...{ writeData: notHere, removeData: notHere, writeSeal: notHere, removeSeal: notHere },
    sign: async (keyId, digest, scheme) => {
      log.push(`sign ${scheme}`)
      return sm2SignDigest(keyOf(keyId), digest)
    },
    decrypt: async (keyId, cipher) => {
      log.push('decrypt')
      return sm2Decrypt(keyOf(keyId), cipher)
    },
    openEnvelope: async (keyId, envelope) => {
      log.push('open')
      const content = openWithKey(sm2Decrypt(keyOf(keyId), envelope.key), envelope)
      opened.push(content)
      return content
    },
  }
}

export type MemoryUkey = ReturnType<typeof memoryUkey>

/** A Ukey in memory with a signing and an encryption pair. Its log has each login, each use of a key, and each end. */
export const memoryUkey = (
  id: string,
  change: {
    readonly pin?: Partial<PinState>
    readonly state?: CertificatePair['state']
    readonly pinKept?: boolean
    readonly busy?: string
  } = {},
) => {
  const [signing, encryption] = (['signing', 'encryption'] as const).map((profile) =>
    freshParty(root, { profile, name: `${id} 的持有人` }),
  ) as [Party, Party]
  const halves = [signing, encryption]
  const pin = pinWith(change.pin ?? {})
  const view = ukey({ id, pin, serial: `serial-${id}`, pairs: [], busy: change.busy ?? null })
  const { kind, driverId, vendor, model, serial, label, pinRule, capabilities } = view
  const facts = { id, kind, driverId, vendor, model, serial, label, pin, pinRule, capabilities }
  const [log, opened]: [string[], Uint8Array[]] = [[], []]
  const lock = new ScopeLock()
  const withSession: Token['withSession'] = (given, work, wanted) =>
    lock.run(async () => {
      if (given !== null && given.reveal() !== rightPin)
        throw new AssistantError('pin-wrong', { triesLeft: 3 })
      log.push(given === null ? 'in without a PIN' : 'in')
      try {
        return await work(sessionOver(halves, log, opened, change.pinKept ?? false))
      } finally {
        log.push('out')
      }
    }, wanted)
  const certificates = halves.map(({ certificate: { raw } }, at) => ({
    ...{ objectId: `${id}-${at}`, keyId: String(at), label: '', der: raw },
  }))
  const token: Token = {
    ...{ id, kind: 'ukey', verifyPin: notHere, changePin: notHere, unlock: notHere, withSession },
    facts: async () => facts,
    certificates: async () => certificates,
  }
  const keys = halves.map((half, at) => ({
    ...{ keyId: String(at), label: '', type: 'sm2' as const, publicKey: half.keys.publicKey },
  }))
  const present: PresentToken = { token, facts, certificates, keys, seals: [] }
  const known = halves.map(
    ({ certificate }): KnownCertificate => ({
      certificate,
      view: certificateView(id, certificate, now, null),
    }),
  ) as [KnownCertificate, KnownCertificate]
  const pair: CertificatePair = {
    ...{ id: `pair-${id}`, state: change.state ?? 'valid', usable: true },
    ...{ signing: known[0].view, encryption: known[1].view },
  }
  return { signing, encryption, view: { ...view, pairs: [pair] }, present, known, log, opened }
}

/** The certificates of these Ukeys, as pages may see them. */
export const certificatesOn = (ukeys: readonly MemoryUkey[], here = ukeys) => {
  const tokens = ukeys.map(({ view }) => view)
  const present = here.map((one) => one.present)
  return createSiteCertificates({
    tokens: () => tokens,
    keyring: {
      current: () => ({ ...{ settled: true, tokens: present, troubles: [], drivers: [], softTroubles: [] } }),
    },
    find: (id) => ukeys.flatMap(({ known }) => known).find(({ view }) => view.id === id),
    issuers: {
      issuerOf: () => 'demo',
      known: () => ({
        ...{ certificates: [Buffer.from(root.certificate.raw).toString('base64')], crlUrl: '', ocspUrl: '' },
      }),
    },
    ...{ secret: () => 'secret', keyNamed: () => null, now: () => now },
  })
}
