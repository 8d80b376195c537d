import type {
  PresentToken,
  StoredCertificate,
  StoredKey,
  Token,
  TokenFacts,
  TokenSession,
} from '../../../src/native/index.ts'
import type { PinState } from '../../../src/shared/models/index.ts'

export const pinStateOf = (change: Partial<PinState> = {}): PinState => ({
  ...{ triesLeft: 8, triesMax: 8, countLow: false, lastTry: false, locked: false },
  ...{ isDefault: false, initialised: true, entryOnDevice: false },
  ...change,
})

export const factsOf = (change: Partial<TokenFacts> = {}): TokenFacts => ({
  ...{
    id: 'token-1',
    kind: 'ukey',
    driverId: 'd',
    vendor: '明华',
    model: 'm',
    serial: 'S1',
    label: '办公室',
  },
  pin: pinStateOf(),
  pinRule: { min: 6, max: 16 },
  capabilities: [
    ...(['sm2-generate', 'sm2-sign', 'sm2-decrypt', 'import-pair'] as const),
    ...(['write-certificate', 'data-objects'] as const),
  ],
  ...change,
})

const notAsked = (what: string) => async (): Promise<never> => {
  throw new Error(`nobody should ask for ${what}`)
}

/** What is on the token now. */
export type Content = { keys: readonly StoredKey[]; certificates: readonly StoredCertificate[] }

const sessionOn = (content: Content, log: string[]): TokenSession => ({
  pinKept: false,
  keys: async () => content.keys,
  certificates: async () => content.certificates,
  generateSm2: notAsked('a pair'),
  sign: notAsked('a signature'),
  decrypt: notAsked('a key'),
  openEnvelope: notAsked('an envelope'),
  importPair: notAsked('an import'),
  data: async () => [],
  writeData: notAsked('data'),
  removeData: notAsked('data'),
  writeCertificate: async (keyId, label, der) => {
    const stored = { objectId: `written-${content.certificates.length}`, keyId, label, der }
    content.certificates = [...content.certificates, stored]
    log.push(`write ${label}`)
    return stored
  },
  removeKey: async (keyId) => {
    content.keys = content.keys.filter((one) => one.keyId !== keyId)
    content.certificates = content.certificates.filter((one) => one.keyId !== keyId)
    log.push(`remove key ${keyId}`)
  },
  removeCertificate: async (objectId) => {
    content.certificates = content.certificates.filter((one) => one.objectId !== objectId)
    log.push(`remove certificate ${objectId}`)
  },
  writeSeal: async (label) => void log.push(`write seal ${label}`),
  removeSeal: async (label) => void log.push(`remove seal ${label}`),
})

export type TokenWish = {
  readonly facts?: Partial<TokenFacts>
  /** What the token says now, if it is not what the keyring saw. */
  readonly now?: () => TokenFacts
  readonly keys?: readonly StoredKey[]
  readonly certificates?: readonly StoredCertificate[]
  readonly seals?: PresentToken['seals']
  readonly session?: Partial<TokenSession>
  readonly withSession?: Token['withSession']
}

/** A token in memory. `log` tells each login with its PIN, each change and each logout. */
export const tokenAtHand = (wish: TokenWish = {}) => {
  const log: string[] = []
  const facts = factsOf(wish.facts)
  const content: Content = { keys: wish.keys ?? [], certificates: wish.certificates ?? [] }
  const session: TokenSession = { ...sessionOn(content, log), ...wish.session }
  const withSession: Token['withSession'] = async (pin, work) => {
    log.push(`in ${pin === null ? 'by its keypad' : pin.reveal()}`)
    try {
      return await work(session)
    } finally {
      log.push('out')
    }
  }
  const token: Token = {
    id: facts.id,
    kind: facts.kind,
    facts: async () => wish.now?.() ?? facts,
    certificates: async () => content.certificates,
    verifyPin: notAsked('a PIN'),
    changePin: notAsked('another PIN'),
    unlock: notAsked('an unlocking'),
    withSession: wish.withSession ?? withSession,
  }
  const { keys, certificates } = content
  const present: PresentToken = { token, facts, certificates, keys, seals: wish.seals ?? [] }
  return { present, token, session, content, log }
}

export const keyOf = (keyId: string, label: string): StoredKey => ({
  ...{ keyId, label },
  type: 'sm2',
  publicKey: null,
})
