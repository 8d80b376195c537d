import { randomUUID } from 'node:crypto'
import type { PromptAnswer } from '../../shared/contract/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { PromptView } from '../../shared/models/index.ts'
import { lendingPins } from '../contract/lent-pins.ts'
import type { GivenPin } from '../pin/given-pin.ts'
import type { Shell } from '../shell/shell.ts'
import type { StateStore } from '../state/state-store.ts'
import { type Chosen, choiceIn, consentIn, type Granted, nothingIn, pinIn, savedIn } from './answers.ts'
import { createAsk, type Handle } from './ask.ts'
import {
  createFileDesk,
  createSaveDesk,
  type FileDesk,
  type Intake,
  type Outgoing,
  type SaveDesk,
} from './file-desk.ts'
import { createOpenQuestions, type OpenQuestion } from './open-questions.ts'
import type { Outcome } from './outcome.ts'
import { type Asking, lifeOf, type Question, shownAsker } from './questions.ts'
import { withoutTokens } from './without-tokens.ts'

/** Asks in the assistant's own prompt window, one question at a time. The others wait. */
export type Prompts = {
  /** The PIN is lent to `work` and dropped afterwards. */
  askPin<T>(question: Question<'pin'>, work: (given: GivenPin) => Promise<T>): Promise<Outcome<T>>
  askConsent(question: Question<'consent'>): Promise<Outcome<Granted>>
  askChoice(question: Question<'choice'>): Promise<Outcome<Chosen>>
  /** The person picks a file, and the window reads it out. Nobody else names one. */
  askFile<T>(question: Question<'file'>, intake: Intake<T>): Promise<Outcome<T>>
  /** The person chooses where a file goes. */
  askSave(question: Asking & Pick<PromptView, 'purpose'>, file: Outgoing): Promise<Outcome<true>>
  answer(answer: PromptAnswer): void
  beginFile(promptId: string, name: string, size: number): string
  takePart(promptId: string, reading: string, at: number, part: Uint8Array): void
  endFile(promptId: string, reading: string): void
  saveFile(promptId: string): Promise<boolean>
  givePart(promptId: string, at: number): Uint8Array
  /** Withdraws questions that can only be answered with one of these tokens. */
  tokensGone(tokenIds: readonly string[]): void
  stop(): void
}

export type PromptsParts = {
  readonly state: Pick<StateStore, 'change'>
  readonly shell: Pick<Shell, 'showPrompt' | 'hidePrompt' | 'chooseSavePlace'>
  readonly clock: () => Date
}

export const createPrompts = ({ state, shell, clock }: PromptsParts): Prompts => {
  const questions = createOpenQuestions((view) => {
    state.change({ prompt: view })
    if (view) shell.showPrompt()
    else shell.hidePrompt()
  })
  const ask = createAsk(questions)

  const always = (question: Asking & Pick<PromptView, 'purpose'>) => {
    const life = lifeOf(question)
    const expiresAt = life === null ? null : new Date(clock().getTime() + life).toISOString()
    return { id: randomUUID(), asker: shownAsker(question.asker), purpose: question.purpose, expiresAt }
  }
  /** After a machine has slept, its timers come late. */
  const isLate = ({ expiresAt }: PromptView): boolean =>
    expiresAt !== null && Date.parse(expiresAt) <= clock().getTime()

  const open = (promptId: string): OpenQuestion => {
    const one = questions.find(promptId)
    if (one && isLate(one.view)) one.end('deadline')
    if (!one || isLate(one.view)) throw new AssistantError('not-found')
    return one
  }
  const fileDeskOf = (promptId: string): FileDesk => {
    const { fileDesk } = open(promptId)
    if (fileDesk === null) throw new AssistantError('input-invalid')
    return fileDesk
  }
  const saveDeskOf = (promptId: string): SaveDesk => {
    const { saveDesk } = open(promptId)
    if (saveDesk === null) throw new AssistantError('input-invalid')
    return saveDesk
  }

  return {
    askPin: async (question, work) => {
      const { tokenId, certificateId, content = null, loose = false, problem = null } = question
      const said = { tokenId, certificateId, content, loose, problem }
      const view = { kind: 'pin', ...always(question), ...said } as const
      const outcome = await ask({ view, asking: question, reads: pinIn })
      if (outcome.outcome !== 'answered') return outcome
      return { ...outcome, answer: await lendingPins(outcome, () => work(outcome.answer)) }
    },
    askConsent: async (question) => {
      const { tokenId, certificateId, remember, content = null, loose = false } = question
      const said = { tokenId, certificateId, remember, content, loose }
      const view = { kind: 'consent', ...always(question), ...said } as const
      return ask({ view, asking: question, reads: consentIn })
    },
    askChoice: async (question) => {
      const view = { kind: 'choice', ...always(question), choices: question.choices } as const
      return ask({ view, asking: question, reads: choiceIn })
    },
    askFile: async <T>(question: Question<'file'>, intake: Intake<T>) => {
      const { tokenId, suggested } = question
      const view = { kind: 'file', ...always(question), tokenId, suggested } as const
      const desks = ({ busy, answer }: Handle<T>) => ({
        fileDesk: createFileDesk(intake, { begun: busy, more: busy, done: answer }),
      })
      return ask<T>({ view, asking: question, reads: nothingIn, desks })
    },
    askSave: async (question, file) => {
      const how = shell.chooseSavePlace === null ? 'download' : 'dialog'
      const said = { name: file.name, length: file.bytes.length, how } as const
      const view = { kind: 'save', ...always(question), ...said } as const
      const desks = ({ answer }: Handle<true>) => ({
        saveDesk: createSaveDesk(file, shell.chooseSavePlace, () => answer(true)),
      })
      return ask<true>({ view, asking: question, reads: savedIn, desks })
    },
    answer: (given) => {
      const one = open(given.promptId)
      if (given.kind === 'refuse') one.end('refused')
      else if (!one.accept(given, one.view)) throw new AssistantError('input-invalid')
    },
    beginFile: (promptId, name, size) => fileDeskOf(promptId).begin(name, size),
    takePart: (promptId, reading, at, part) => fileDeskOf(promptId).take(reading, at, part),
    endFile: (promptId, reading) => fileDeskOf(promptId).end(reading),
    saveFile: (promptId) => saveDeskOf(promptId).save(() => questions.find(promptId) !== null),
    givePart: (promptId, at) => saveDeskOf(promptId).part(at),
    tokensGone: (tokenIds) => {
      for (const one of questions.all()) {
        const view = withoutTokens(one.view, tokenIds)
        if (view === null) one.end('token-gone')
        else if (view !== one.view) questions.change(one, view)
      }
    },
    stop: () => {
      for (const one of questions.all()) one.end('withdrawn')
    },
  }
}
