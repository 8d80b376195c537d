import { AssistantError } from '../../shared/errors/index.ts'

/** How a question ended without an answer. */
export type Unanswered = {
  readonly outcome:
    | 'refused'
    /** Nobody answered in time. */
    | 'deadline'
    /** The asker has no use for the answer any more. */
    | 'withdrawn'
    | 'token-gone'
    /** The asker already has as many questions open as it may have. */
    | 'too-many'
}

export type Outcome<Answer> = Unanswered | { readonly outcome: 'answered'; readonly answer: Answer }

const codes = {
  refused: 'cancelled-by-user',
  deadline: 'cancelled-by-user',
  withdrawn: 'cancelled-by-user',
  'token-gone': 'token-removed',
  'too-many': 'busy-with-other',
} as const satisfies Readonly<Record<Unanswered['outcome'], string>>

/** For a business that ends with its question: returns the answer, or throws the refusal for the business's caller. */
export const answerOf = <Answer>(outcome: Outcome<Answer>): Answer => {
  if (outcome.outcome === 'answered') return outcome.answer
  throw new AssistantError(codes[outcome.outcome])
}
