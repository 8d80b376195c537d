import type { ESTree } from 'vite'
import { createChanges } from './changes.ts'
import { createFunctionNames } from './function-names.ts'
import type { Mutant } from './mutant.ts'
import type { RaisedCode } from './raised-codes.ts'
import { programOf, walk } from './walk.ts'

/**
 * Every mutant of a file. `codes` are the codes that the project raises: one becomes another that is raised in the same
 * way. Texts are left alone: most are words or names of fields, and the types keep those that are one of several.
 */
export const mutantsOf = (
  file: string,
  source: string,
  codes: readonly RaisedCode[] = [],
): readonly Mutant[] => {
  const found: Mutant[] = []
  const names = createFunctionNames()
  const text = ({ start, end }: ESTree.Span) => source.slice(start, end)
  const changesOf = createChanges(text, codes)
  const enter = (node: ESTree.Node): void => {
    names.enter(node)
    for (const { operator, node: changed, after } of changesOf(node)) {
      const { start, end } = changed
      found.push({ file, operator, start, end, before: text(changed), after, within: names.within() })
    }
  }
  walk(programOf(file, source), enter, names.leave)
  return found
}
