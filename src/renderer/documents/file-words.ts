import type { Outcome } from '../../shared/documents/verdict.ts'
import { explain } from '../../shared/errors/index.ts'
import type { Tone } from '../../shared/health/pair-health.ts'
import type { DocumentResult, DocumentView, Language } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { IconName } from '../drawings/icon.tsx'

/** A state as a row shows it: never by its colour alone. */
export type StateWords = { readonly tone: Tone; readonly icon: IconName; readonly words: string }

/** What nobody could confirm never looks like what is valid. */
export const outcomeLooks: Readonly<Record<Outcome, { readonly tone: Tone; readonly icon: IconName }>> = {
  valid: { tone: 'good', icon: 'checkCircle' },
  undecided: { tone: 'soon', icon: 'question' },
  invalid: { tone: 'bad', icon: 'problem' },
  unsigned: { tone: 'quiet', icon: 'info' },
  unreadable: { tone: 'soon', icon: 'warning' },
}

const ofResult = (result: DocumentResult, words: Texts): StateWords => {
  const say = words.documentsPage.states
  const { outcomes } = words.verification
  switch (result.kind) {
    case 'verified': {
      const told = outcomes[result.outcome]
      return {
        ...outcomeLooks[result.outcome],
        words: result.signatures > 1 ? say.several(told, result.signatures) : told,
      }
    }
    case 'signed':
      return { tone: 'good', icon: 'pen', words: say.signed }
    case 'encrypted':
      return { tone: 'good', icon: 'lock', words: say.encrypted(result.recipients) }
    case 'decrypted':
      return result.signature === null
        ? { tone: 'good', icon: 'unlock', words: say.decrypted }
        : { ...outcomeLooks[result.signature], words: say.decryptedWith(outcomes[result.signature]) }
  }
}

export const stateWords = ({ state }: DocumentView, words: Texts, language: Language): StateWords => {
  const say = words.documentsPage.states
  switch (state.is) {
    case 'listed':
      return { tone: 'quiet', icon: 'ring', words: say.listed }
    case 'arriving':
      return { tone: 'quiet', icon: 'download', words: say.arriving(state.percent) }
    case 'waiting':
      return { tone: 'quiet', icon: 'clock', words: say.waiting }
    case 'working':
      return { tone: 'quiet', icon: 'refresh', words: say.working(state.percent) }
    case 'failed':
      return { tone: 'bad', icon: 'problem', words: explain(state.error, language).title }
    case 'done':
      return ofResult(state.result, words)
  }
}

const isTroubled = (outcome: Outcome | null): boolean => outcome !== null && outcome !== 'valid'

/** Whether a person should look at it: it failed, or what was found is not simply valid. */
export const needsAttention = ({ state }: DocumentView): boolean => {
  if (state.is === 'failed') return true
  if (state.is !== 'done') return false
  const { result } = state
  if (result.kind === 'verified') return isTroubled(result.outcome)
  return result.kind === 'decrypted' && isTroubled(result.signature)
}

/** The path of what came out of a file; null if nothing did. */
export const outputOf = ({ state }: DocumentView): string | null =>
  state.is === 'done' && 'output' in state.result ? state.result.output : null
