import { type ESTree, parseSync } from 'vite'

export const programOf = (file: string, source: string): ESTree.Program => {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`)
  return program
}

const isNode = (value: unknown): value is ESTree.Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Visits a node, then what it consists of, and tells when it has done with it. */
export const walk = (
  node: ESTree.Node,
  enter: (node: ESTree.Node) => void,
  leave: (node: ESTree.Node) => void = () => undefined,
): void => {
  enter(node)
  for (const value of Object.values(node).flat()) if (isNode(value)) walk(value, enter, leave)
  leave(node)
}
