import type { PromptAnswer } from '../../shared/contract/index.ts'
import type { PromptAsker, PromptView } from '../../shared/models/index.ts'
import type { FileDesk, SaveDesk } from './file-desk.ts'
import type { Unanswered } from './outcome.ts'
import { hasRoom, nextOf } from './queue.ts'

export type OpenQuestion = {
  readonly view: PromptView
  /** Ends the question with this answer. Returns false if it does not answer this question. */
  readonly accept: (answer: PromptAnswer, view: PromptView) => boolean
  readonly end: (how: Unanswered['outcome']) => void
  /** Of a question for a file, and of one with a file for the person. */
  readonly fileDesk: FileDesk | null
  readonly saveDesk: SaveDesk | null
}

/** All questions that nobody has answered yet. One is shown; the others wait. */
export const createOpenQuestions = (show: (view: PromptView | null) => void) => {
  let all: readonly OpenQuestion[] = []
  let shownId: string | null = null

  const put = (next: OpenQuestion | null): void => {
    shownId = next?.view.id ?? null
    show(next?.view ?? null)
  }
  return {
    all: () => all,
    find: (id: string) => all.find(({ view }) => view.id === id) ?? null,
    hasRoom: (asker: PromptAsker) => hasRoom(all, asker),
    enter: (one: OpenQuestion): void => {
      all = [...all, one]
      if (shownId === null) put(one)
    },
    leave: ({ id, asker }: PromptView): void => {
      all = all.filter(({ view }) => view.id !== id)
      if (shownId === id) put(nextOf(all, asker))
    },
    /** The same question, with fewer ways to answer it. */
    change: (one: OpenQuestion, view: PromptView): void => {
      all = all.map((other) => (other === one ? { ...one, view } : other))
      if (shownId === view.id) show(view)
    },
  }
}
