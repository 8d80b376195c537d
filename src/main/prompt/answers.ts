import type { PromptAnswer } from '../../shared/contract/index.ts'
import type { PromptView } from '../../shared/models/index.ts'
import { type GivenPin, takenOver } from '../pin/given-pin.ts'

export type Granted = { readonly granted: true; readonly remember: boolean }
export type Chosen = { readonly certificateId: string }

/** The result of an answer; null if it does not answer this question. */
export type Reads<Answer> = (answer: PromptAnswer, view: PromptView) => Answer | null

export const pinIn: Reads<GivenPin> = (answer) => (answer.kind === 'pin' ? takenOver(answer) : null)

export const consentIn: Reads<Granted> = (answer, view) => {
  if (answer.kind !== 'consent' || view.kind !== 'consent') return null
  const { remember } = answer
  return remember && view.remember === 'not-offered' ? null : { granted: true, remember }
}

export const choiceIn: Reads<Chosen> = (answer, view) => {
  if (answer.kind !== 'choice' || view.kind !== 'choice') return null
  const chosen = view.choices.find(({ certificateId }) => certificateId === answer.certificateId)
  return chosen?.obstacle === null ? { certificateId: chosen.certificateId } : null
}

/** Only the desk of a question for a file answers it. */
export const nothingIn: Reads<never> = () => null

/** In a shell with a dialog the file is saved by the desk, and never by the word of a page. */
export const savedIn: Reads<true> = (answer, view) =>
  answer.kind === 'saved' && view.kind === 'save' && view.how === 'download' ? true : null
