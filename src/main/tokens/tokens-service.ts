import { checkNewPin, checkPin, type Keyring, Pin, type PresentToken } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { RevocationStatus, TokenView } from '../../shared/models/index.ts'
import { certificateId, certificateView } from '../certificates/certificate-view.ts'
import type { KnownCertificate } from '../certificates/certificates-service.ts'
import { readable } from '../certificates/chain.ts'
import { tokenViews, type ViewContext } from './token-views.ts'

export type TokensService = {
  views(): readonly TokenView[]
  find(certificateId: string): KnownCertificate | undefined
  /** What a status service said of a certificate; it colours the pair from now on. */
  learnt(certificateId: string, status: RevocationStatus): void
  verifyPin(tokenId: string, pin: string): Promise<void>
  changePin(tokenId: string, oldPin: string, newPin: string): Promise<void>
}

export type TokensParts = {
  readonly keyring: Pick<Keyring, 'current' | 'token'>
  readonly context: () => Omit<ViewContext, 'isRevoked'>
  readonly changed: () => void
}

const dropping = async <T>(pins: readonly Pin[], work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } finally {
    for (const pin of pins) pin.drop()
  }
}

const nameOf = ({ issuer, serialHex }: Certificate): string => `${issuer.text}/${serialHex}`

/** Puts into words what the keyring holds, and does the PIN's business on it. */
export const createTokensService = ({ keyring, context, changed }: TokensParts): TokensService => {
  const revoked = new Set<string>()
  const present = (tokenId: string): PresentToken => {
    const found = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    if (!found) throw new AssistantError('token-absent')
    return found
  }
  const find = (id: string): KnownCertificate | undefined => {
    for (const { facts, certificates } of keyring.current().tokens)
      for (const certificate of readable(certificates.map(({ der }) => der)))
        if (certificateId(facts.id, certificate) === id) {
          const { trueNow, isDemonstration } = context()
          const view = certificateView(facts.id, certificate, trueNow, isDemonstration(certificate))
          return { certificate, view }
        }
    return undefined
  }
  return {
    views: () =>
      tokenViews(keyring.current().tokens, {
        ...context(),
        isRevoked: (certificate) => revoked.has(nameOf(certificate)),
      }),
    find,
    learnt: (id, status) => {
      const known = find(id)
      if (!known || (status.state !== 'revoked' && status.state !== 'good')) return
      const { certificate } = known
      const name = nameOf(certificate)
      if (status.state === 'revoked') revoked.add(name)
      else revoked.delete(name)
      changed()
    },
    verifyPin: async (tokenId, text) => {
      const { token, facts } = present(tokenId)
      const pin = new Pin(text)
      await dropping([pin], async () => {
        checkPin(pin, facts.pinRule)
        await token.verifyPin(pin)
      })
    },
    changePin: async (tokenId, oldText, newText) => {
      const { token, facts } = present(tokenId)
      const [oldPin, newPin] = [new Pin(oldText), new Pin(newText)]
      await dropping([oldPin, newPin], async () => {
        checkNewPin(oldPin, newPin, facts.pinRule)
        await token.changePin(oldPin, newPin)
      })
    },
  }
}
