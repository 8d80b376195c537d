import { RefusedFile } from '../refused-file.ts'
import { xmlEvents } from './events.ts'

/** An element of a small XML file. `text` is what stands directly inside it. */
export type Element = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  readonly text: string
}

type Growing = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Growing[]
  text: string
}

const mostElements = 300_000

/** The whole file as a tree. It is for files that describe, and for pages that are drawn, with a bound of their own. */
export const readTree = (bytes: Uint8Array, most: number = mostElements): Element => {
  const top: Growing = { name: '', attributes: new Map(), children: [], text: '' }
  const open: Growing[] = [top]
  let elements = 0
  for (const event of xmlEvents(bytes)) {
    const parent = open.at(-1) ?? top
    if (event.kind === 'close') open.pop()
    else if (event.kind === 'text') parent.text += event.text
    else {
      if (++elements > most) throw new RefusedFile('limits-exceeded')
      const { name, attributes } = event
      const child: Growing = { name, attributes, children: [], text: '' }
      parent.children.push(child)
      open.push(child)
    }
  }
  const [root] = top.children
  if (root === undefined) throw new RefusedFile('damaged')
  return root
}

/** The children of this name. */
export const childrenOf = (element: Element, name: string): readonly Element[] =>
  element.children.filter((child) => child.name === name)

/**
 * The only child of this name, or null. Two would be read differently by different programs, so they are refused.
 */
export const childOf = (element: Element, name: string): Element | null => {
  const [child, ...others] = childrenOf(element, name)
  if (others.length > 0) throw new RefusedFile('readers-disagree', [name])
  return child ?? null
}

/** The text of the only child of this name, without space around it; null if there is no such child. */
export const textOf = (element: Element, name: string): string | null =>
  childOf(element, name)?.text.trim() ?? null
