import type { ESTree } from 'vite'
import { programOf, walk } from './walk.ts'

const raisesRefusal = (callee: ESTree.Expression): boolean =>
  callee.type === 'Identifier' && ['AssistantError', 'Refusal'].includes(callee.name)

/** The next code in the list of all that takes as many arguments, so the choice is the same on every machine. */
export const otherCode = (code: string, codes: readonly string[]): string | null => {
  const other = codes[(codes.indexOf(code) + 1) % codes.length]
  return other === undefined || other === code ? null : other
}

/** A code that a file raises, and with how many arguments. */
export type RaisedCode = { readonly code: string; readonly raiser: string; readonly places: number }

export const raisedIn = (
  node: ESTree.NewExpression,
): (RaisedCode & { readonly literal: ESTree.Node }) | null => {
  const [first] = node.arguments
  if (node.callee.type !== 'Identifier' || !raisesRefusal(node.callee)) return null
  if (first?.type !== 'Literal' || typeof first.value !== 'string') return null
  return { code: first.value, raiser: node.callee.name, places: node.arguments.length, literal: first }
}

/** Every error code that a file raises with a literal. */
export const codesRaisedIn = (file: string, source: string): readonly RaisedCode[] => {
  const codes: RaisedCode[] = []
  walk(programOf(file, source), (node) => {
    const raised = node.type === 'NewExpression' ? raisedIn(node) : null
    if (raised !== null) codes.push(raised)
  })
  return codes
}
