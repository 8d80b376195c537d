import type { ESTree } from 'vite'

const keyName = (key: ESTree.PropertyKey, computed: boolean): string | null => {
  if (computed) return null
  if (key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : null
}

const isNamed = (node: ESTree.Node): boolean =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression'

/** The function that a node gives a name to, and the name; null if the engine knows none. */
const naming = (node: ESTree.Node): readonly [ESTree.Node, string | null] | null => {
  switch (node.type) {
    case 'VariableDeclarator':
      if (node.init === null || node.id.type !== 'Identifier' || !isNamed(node.init)) return null
      return [node.init, node.id.name]
    case 'Property':
      return node.kind === 'init' ? [node.value, keyName(node.key, node.computed)] : null
    case 'MethodDefinition':
      return node.kind === 'method' ? [node.value, keyName(node.key, node.computed)] : null
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return node.id === null ? null : [node, node.id.name]
    default:
      return null
  }
}

/**
 * Follows a walk through a file and knows the innermost function whose name the engine reports, too (trace.ts). A
 * function without such a name (a callback, a getter, a constructor) counts as a part of the one around it.
 */
export const createFunctionNames = () => {
  const known = new Map<ESTree.Node, string | null>()
  const around: (string | null)[] = []
  return {
    enter: (node: ESTree.Node): void => {
      const named = naming(node)
      if (named !== null) known.set(...named)
      if (isNamed(node)) around.push(known.get(node) ?? null)
    },
    leave: (node: ESTree.Node): void => {
      if (isNamed(node)) around.pop()
    },
    /** The name of the innermost function that has one. */
    within: (): string | null => around.findLast((name) => name !== null) ?? null,
  }
}
