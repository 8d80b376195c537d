import type { ESTree } from 'vite'
import type { Operator } from './mutant.ts'
import { otherCode, type RaisedCode, raisedIn } from './raised-codes.ts'

const comparisons: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
}

const arithmetics: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '&': '|',
  '|': '&',
  '^': '&',
}

/** What decides by itself; the parts of the others have mutants of their own. */
const decidesAlone = [
  'CallExpression',
  'Identifier',
  'MemberExpression',
  'AwaitExpression',
  'ChainExpression',
]

const leaves = ['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement']

const lastOf = (statement: ESTree.Statement): ESTree.Statement | undefined =>
  statement.type === 'BlockStatement' ? statement.body.at(-1) : statement

const isGuard = ({ consequent, alternate }: ESTree.IfStatement): boolean =>
  alternate === null && leaves.includes(lastOf(consequent)?.type ?? '')

const isText = (node: ESTree.Node): boolean =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')

/** The other value that a default could have, if it is a plain one. */
const flipped = (node: ESTree.Expression): string | null => {
  if (node.type !== 'Literal') return null
  if (typeof node.value === 'boolean') return String(!node.value)
  if (typeof node.value === 'number') return String(node.value + 1)
  return typeof node.value === 'string' ? `'${node.value === '' ? 'other' : ''}'` : null
}

const numbersBeside = (value: number | bigint): readonly string[] =>
  typeof value === 'bigint' ? [`${value + 1n}n`, `${value - 1n}n`] : [String(value + 1), String(value - 1)]

export type Change = { readonly operator: Operator; readonly node: ESTree.Span; readonly after: string }

type Sides = ESTree.Span & { readonly left: ESTree.Span; readonly right: ESTree.Span }

/** What a node of a file can become. `text` is the source of a node. */
export const createChanges = (text: (node: ESTree.Span) => string, codes: readonly RaisedCode[]) => {
  const begins = new Set<number>()
  // Literals in types are no values, and those behind `??` and `=` have a mutant already.
  const left = new Set<ESTree.Node>()

  // In brackets, because the other sign may bind less. A line that begins with a bracket would go on from the one before.
  const between = (operator: Operator, node: Sides, sign: string | undefined): readonly Change[] => {
    if (sign === undefined) return []
    const open = begins.has(node.start) ? ';(' : '('
    return [{ operator, node, after: `${open}${text(node.left)} ${sign} ${text(node.right)})` }]
  }
  const ofBinary = (
    node: Sides & { readonly left: ESTree.Node; readonly right: ESTree.Node },
    sign: string,
  ) => [
    ...between('comparison', node, comparisons[sign]),
    ...between('arithmetic', node, isText(node.left) || isText(node.right) ? undefined : arithmetics[sign]),
  ]
  const ofLogical = (node: ESTree.LogicalExpression): readonly Change[] => {
    if (node.operator !== '??') return between('logic', node, node.operator === '&&' ? '||' : '&&')
    left.add(node.right)
    const other = flipped(node.right)
    // A default that has no other plain value is always taken.
    return other === null
      ? [{ operator: 'default', node, after: text(node.right) }]
      : [{ operator: 'default', node: node.right, after: other }]
  }
  const ofCondition = (test: ESTree.Expression): readonly Change[] =>
    decidesAlone.includes(test.type) ? [{ operator: 'condition', node: test, after: `!(${text(test)})` }] : []
  const ofStatement = ({ expression, start }: ESTree.ExpressionStatement): readonly Change[] => {
    begins.add(start)
    const inner = expression.type === 'AwaitExpression' ? expression.argument : expression
    return inner.type === 'CallExpression' ? [{ operator: 'call', node: expression, after: 'void 0' }] : []
  }
  const ofPreset = (right: ESTree.Expression): readonly Change[] => {
    left.add(right)
    const after = flipped(right)
    return after === null ? [] : [{ operator: 'default', node: right, after }]
  }
  const ofLiteral = (node: ESTree.Span, value: unknown): readonly Change[] => {
    if (typeof value === 'boolean') return [{ operator: 'boolean', node, after: String(!value) }]
    if (typeof value !== 'number' && typeof value !== 'bigint') return []
    return numbersBeside(value).map((after) => ({ operator: 'number', node, after }))
  }
  const ofRaised = (node: ESTree.NewExpression): readonly Change[] => {
    const raised = raisedIn(node)
    if (raised === null) return []
    const alike = codes.filter(({ raiser, places }) => raiser === raised.raiser && places === raised.places)
    const after = otherCode(raised.code, [...new Set(alike.map(({ code }) => code))].sort())
    return after === null ? [] : [{ operator: 'error-code', node: raised.literal, after: `'${after}'` }]
  }

  return (node: ESTree.Node): readonly Change[] => {
    switch (node.type) {
      case 'TSLiteralType':
        left.add(node.literal)
        return []
      case 'BinaryExpression':
        return ofBinary(node, node.operator)
      case 'LogicalExpression':
        return ofLogical(node)
      case 'UnaryExpression':
        return node.operator === '!' ? [{ operator: 'negation', node, after: text(node.argument) }] : []
      case 'IfStatement':
        return [
          ...ofCondition(node.test),
          ...(isGuard(node) ? [{ operator: 'guard' as const, node, after: '{}' }] : []),
        ]
      case 'ConditionalExpression':
        return ofCondition(node.test)
      case 'ExpressionStatement':
        return ofStatement(node)
      case 'AwaitExpression':
        return [{ operator: 'await', node, after: text(node.argument) }]
      case 'AssignmentPattern':
        return ofPreset(node.right)
      case 'NewExpression':
        return ofRaised(node)
      case 'Literal':
        return left.has(node) ? [] : ofLiteral(node, node.value)
      default:
        return []
    }
  }
}
