import { join } from 'node:path'
import type { Keyring } from '../../native/index.ts'
import type { Party } from '../../pki/index.ts'
import { businessOn } from '../../shared/targets/targets.ts'
import type { KnownCertificate } from '../certificates/certificates-service.ts'
import type { Ground } from '../house/ground.ts'
import type { Prompts } from '../prompt/prompts.ts'
import { createDecryptionRehearsal } from './decryption-rehearsal.ts'
import { decryptionRehearsalHandlers } from './handlers.ts'
import { createSeenCertificates, formerKey } from './seen-certificates.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'events' | 'clock' | 'log'> & {
  readonly keyring: Pick<Keyring, 'current'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly tokens: {
    find(certificateId: string): KnownCertificate | undefined
    nickname(tokenId: string): string | null
  }
}

export const decryptionRehearsalPart = ({ home, state, events, clock, log, ...needs }: Needs) => {
  const { keyring, prompts, tokens } = needs
  const seen = createSeenCertificates({ path: join(home, 'seen-certificates.json'), clock, log })
  events.on('tokens-changed', () => seen.note(keyring.current().tokens))
  const busy = (tokenId: string) => businessOn(state.current(), tokenId)
  const rehearsal = createDecryptionRehearsal({ keyring, prompts, seen, ...tokens, busy })
  /** The key of a certificate that a sealed message names, wherever that certificate is now. */
  const keyNamed = (party: Party): Uint8Array | null => formerKey(seen, party)
  return { service: { ...rehearsal, keyNamed, seen }, handlers: decryptionRehearsalHandlers(rehearsal) }
}
