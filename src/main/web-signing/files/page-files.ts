import type { PromptContent, PromptPurpose } from '../../../shared/models/index.ts'
import { visibleName } from '../../../shared/visible.ts'
import type { Intake, Outgoing } from '../../prompt/file-desk.ts'
import type { Outcome } from '../../prompt/outcome.ts'
import type { Prompts } from '../../prompt/prompts.ts'
import type { Approval } from '../approval.ts'
import type { Page } from '../page.ts'
import { PageRefusal } from '../page-refusal.ts'
import type { Patience } from '../patience.ts'
import { hexOf } from '../statements.ts'
import type { Turns } from '../turns.ts'
import { heardOf } from '../unanswered.ts'
import { shownNameOf } from './file-names.ts'
import type { PickedFile } from './intake.ts'

/** What a page wants with a file. */
export type FileWish = {
  readonly purpose: Extract<PromptPurpose, 'sign' | 'decrypt' | 'encrypt' | 'verify' | 'digest'>
  /** What the page calls the file. It is only shown. */
  readonly path: unknown
  /** The token of the certificate that is to be used; when it goes, so does the question. */
  readonly tokenId: string | null
}

/**
 * Files for pages. The person picks and saves them in the assistant's own window; a page names none, and learns nothing
 * of what is on this computer.
 */
export type PageFiles = {
  pick<T>(page: Page, wish: FileWish, intake: Intake<T>, signal: AbortSignal): Promise<T>
  /** Asks whether the page may have what is found out about this file, where no PIN is asked for. */
  confirm(page: Page, purpose: 'verify' | 'digest', file: PickedFile, signal: AbortSignal): Promise<void>
  save(page: Page, purpose: 'encrypt' | 'decrypt', file: Outgoing, signal: AbortSignal): Promise<void>
}

export type PageFilesParts = {
  readonly approval: Approval
  readonly prompts: Pick<Prompts, 'askFile' | 'askSave' | 'askConsent'>
  readonly patience: Patience
  readonly turns: Turns
}

/** Long enough to look for a file, or for a place. */
const withinMs = 300_000

/** What the person sees of a file before saying yes. */
export const shownFile = ({ name, length, sm3 }: PickedFile): PromptContent => ({
  ...{ kind: 'file', name: visibleName(name), length },
  sm3: hexOf(sm3),
})

export const createPageFiles = ({ approval, prompts, patience, turns }: PageFilesParts): PageFiles => {
  const answerOf = <T>(page: Page, outcome: Outcome<T>): T => {
    if (outcome.outcome === 'answered') return outcome.answer
    return heardOf(outcome, () => patience.refused(page.origin, true))
  }
  /** The person may withdraw the approval, or forbid signatures, at any moment. */
  const mustBeAllowed = (page: Page, purpose: FileWish['purpose']): void => {
    const scopes = approval.scopes(page)
    const usesKey = purpose === 'sign' || purpose === 'decrypt'
    if (scopes === null || (usesKey && scopes.sign === 'no')) throw new PageRefusal('not-approved')
  }
  const asked = async <T>(
    page: Page,
    purpose: FileWish['purpose'],
    signal: AbortSignal,
    question: () => Promise<Outcome<T>>,
  ): Promise<T> => {
    await approval.want(page, signal)
    return turns.take(page.origin, signal, async () => {
      mustBeAllowed(page, purpose)
      patience.ask(page.origin, true)
      return answerOf(page, await question())
    })
  }
  const asker = ({ origin }: Page) => ({ kind: 'page', origin }) as const

  return {
    pick: (page, { purpose, path, tokenId }, intake, signal) =>
      asked(page, purpose, signal, () =>
        prompts.askFile(
          { asker: asker(page), purpose, tokenId, suggested: shownNameOf(path), withinMs, signal },
          intake,
        ),
      ),
    confirm: async (page, purpose, file, signal) => {
      await asked(page, purpose, signal, () =>
        prompts.askConsent({
          ...{ asker: asker(page), purpose, tokenId: null, certificateId: null, signal },
          ...{ remember: 'not-offered', content: shownFile(file) },
        }),
      )
      patience.granted(page.origin)
    },
    save: async (page, purpose, file, signal) => {
      await asked(page, purpose, signal, () =>
        prompts.askSave({ asker: asker(page), purpose, withinMs, signal }, file),
      )
      patience.granted(page.origin)
    },
  }
}
