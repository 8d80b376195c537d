import type { PromptAnswer } from '../../shared/contract/index.ts'
import type { PromptView } from '../../shared/models/index.ts'
import type { Reads } from './answers.ts'
import type { createOpenQuestions, OpenQuestion } from './open-questions.ts'
import type { Outcome } from './outcome.ts'
import { type Asking, lifeOf } from './questions.ts'

/** What the desk of a question does with it. */
export type Handle<Answer> = {
  answer(answer: Answer): void
  /** The person is at it: from now on the question is only withdrawn when nothing happens for its time. */
  busy(): void
}
type Desks = Partial<Pick<OpenQuestion, 'fileDesk' | 'saveDesk'>>
type Asked<Answer> = {
  readonly view: PromptView
  readonly asking: Asking
  readonly reads: Reads<Answer>
  readonly desks?: (handle: Handle<Answer>) => Desks
}

/** Adds a question to the others, and ends it in whichever way comes first. */
export const createAsk = (questions: ReturnType<typeof createOpenQuestions>) => {
  return <Answer>({ view, asking, reads, desks }: Asked<Answer>): Promise<Outcome<Answer>> => {
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
      const busy = (): void => {
        late?.refresh()
        const one = questions.find(view.id)
        if (one && one.view.expiresAt !== null) questions.change(one, { ...one.view, expiresAt: null })
      }
      const handle = { busy, answer: (answer: Answer) => settle({ outcome: 'answered', answer }) }
      signal?.addEventListener('abort', withdraw)
      questions.enter({ view, accept, end, fileDesk: null, saveDesk: null, ...desks?.(handle) })
    })
  }
}
