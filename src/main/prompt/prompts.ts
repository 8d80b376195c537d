import { randomUUID } from 'node:crypto'
import type { PromptAnswer } from '../../shared/contract/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { PromptView } from '../../shared/models/index.ts'
import { lendingPins } from '../contract/lent-pins.ts'
import type { GivenPin } from '../pin/given-pin.ts'
import type { Shell } from '../shell/shell.ts'
import type { StateStore } from '../state/state-store.ts'
import { type Chosen, choiceIn, consentIn, type Granted, pinIn, type Reads } from './answers.ts'
import { createOpenQuestions } from './open-questions.ts'
import type { Outcome } from './outcome.ts'
import { type Asking, lifeOf, type Question, shownAsker } from './questions.ts'
import { withoutTokens } from './without-tokens.ts'

/** Asks in the assistant's own prompt window, one question at a time. The others wait. */
export type Prompts = {
  /** The PIN is lent to `work` and dropped afterwards. */
  askPin<T>(question: Question<'pin'>, work: (given: GivenPin) => Promise<T>): Promise<Outcome<T>>
  askConsent(question: Question<'consent'>): Promise<Outcome<Granted>>
  askChoice(question: Question<'choice'>): Promise<Outcome<Chosen>>
  answer(answer: PromptAnswer): void
  /** Withdraws questions that can only be answered with one of these tokens. */
  tokensGone(tokenIds: readonly string[]): void
  stop(): void
}

export type PromptsParts = {
  readonly state: Pick<StateStore, 'change'>
  readonly shell: Pick<Shell, 'showPrompt' | 'hidePrompt'>
  readonly clock: () => Date
}

type Asked<Answer> = { readonly view: PromptView; readonly asking: Asking; readonly reads: Reads<Answer> }

/** Adds a question to the others, and ends it in whichever way comes first. */
const asker = (questions: ReturnType<typeof createOpenQuestions>) => {
  return <Answer>({ view, asking, reads }: Asked<Answer>): Promise<Outcome<Answer>> => {
    const { signal } = asking
    if (signal?.aborted) return Promise.resolve({ outcome: 'withdrawn' })
    if (!questions.hasRoom(view.asker)) return Promise.resolve({ outcome: 'too-many' })
    return new Promise((resolve) => {
      const life = lifeOf(asking)
      const late = life === null ? undefined : setTimeout(() => end('deadline'), life)
      const settle = (outcome: Outcome<Answer>): void => {
        clearTimeout(late)
        signal?.removeEventListener('abort', withdraw)
        questions.leave(view)
        resolve(outcome)
      }
      const end = (outcome: Exclude<Outcome<Answer>['outcome'], 'answered'>): void => settle({ outcome })
      const withdraw = (): void => end('withdrawn')
      const accept = (given: PromptAnswer, now: PromptView): boolean => {
        const answer = reads(given, now)
        if (answer !== null) settle({ outcome: 'answered', answer })
        return answer !== null
      }
      signal?.addEventListener('abort', withdraw)
      questions.enter({ view, accept, end })
    })
  }
}

export const createPrompts = ({ state, shell, clock }: PromptsParts): Prompts => {
  const questions = createOpenQuestions((view) => {
    state.change({ prompt: view })
    if (view) shell.showPrompt()
    else shell.hidePrompt()
  })
  const ask = asker(questions)

  const always = (question: Asking & Pick<PromptView, 'purpose'>) => {
    const life = lifeOf(question)
    const expiresAt = life === null ? null : new Date(clock().getTime() + life).toISOString()
    return { id: randomUUID(), asker: shownAsker(question.asker), purpose: question.purpose, expiresAt }
  }
  /** After a machine has slept, its timers come late. */
  const isLate = ({ expiresAt }: PromptView): boolean =>
    expiresAt !== null && Date.parse(expiresAt) <= clock().getTime()

  const answer: Prompts['answer'] = (given) => {
    const one = questions.find(given.promptId)
    if (one && isLate(one.view)) one.end('deadline')
    if (!one || isLate(one.view)) throw new AssistantError('not-found')
    if (given.kind === 'refuse') one.end('refused')
    else if (!one.accept(given, one.view)) throw new AssistantError('input-invalid')
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
    answer,
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
