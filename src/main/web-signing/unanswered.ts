import type { Unanswered } from '../prompt/outcome.ts'
import { PageRefusal } from './page-refusal.ts'

/** Throws what the page hears of a question that nobody answered. `refused` is told if that was the person's no. */
export const heardOf = ({ outcome }: Unanswered, refused: () => void): never => {
  if (outcome === 'refused' || outcome === 'deadline') refused()
  switch (outcome) {
    case 'refused':
      throw new PageRefusal('refused')
    case 'deadline':
    case 'withdrawn':
      throw new PageRefusal('cancelled')
    case 'token-gone':
      throw new PageRefusal('token-gone')
    case 'too-many':
      throw new PageRefusal('busy')
  }
}
