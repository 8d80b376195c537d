/** Which files are selected, which one the keyboard is at, and from where a range goes. */
export type Selection = {
  readonly ids: ReadonlySet<string>
  readonly active: string | null
  readonly anchor: string | null
}

export const nothingSelected: Selection = { ids: new Set(), active: null, anchor: null }

/** What is left of a selection when files have gone. The keyboard stays near the place where it was. */
export const pruned = (
  selection: Selection,
  order: readonly string[],
  before: readonly string[],
): Selection => {
  const there = new Set(order)
  const { ids, active, anchor } = selection
  const isWhole = [...ids].every((id) => there.has(id))
  if (isWhole && (active === null || there.has(active))) return selection
  const place = active === null ? -1 : before.indexOf(active)
  const after = before.slice(Math.max(0, place)).find((id) => there.has(id))
  return {
    ids: isWhole ? ids : new Set([...ids].filter((id) => there.has(id))),
    active: active === null || there.has(active) ? active : (after ?? order.at(-1) ?? null),
    anchor: anchor !== null && there.has(anchor) ? anchor : null,
  }
}

const range = (order: readonly string[], one: string, other: string): readonly string[] => {
  const [from, to] = [order.indexOf(one), order.indexOf(other)].toSorted((a, b) => a - b)
  return from === undefined || to === undefined || from < 0 ? [other] : order.slice(from, to + 1)
}

/** From the anchor to here, and nothing else. */
export const extended = (selection: Selection, order: readonly string[], id: string): Selection => {
  const anchor = selection.anchor ?? selection.active ?? id
  return { ids: new Set(range(order, anchor, id)), active: id, anchor }
}

/** The keyboard goes by so many files, or as far as there are any. */
export const moved = (
  selection: Selection,
  order: readonly string[],
  step: number,
  extending: boolean,
): Selection => {
  const from = selection.active === null ? -1 : order.indexOf(selection.active)
  const first = from < 0 && step > 0 ? step - 1 : from + step
  const id = order[Math.min(order.length - 1, Math.max(0, first))]
  if (id === undefined) return selection
  return extending ? extended(selection, order, id) : { ...selection, active: id, anchor: id }
}

export const toggled = (selection: Selection, id: string): Selection => {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, active: id, anchor: id }
}

export const withAll = (selection: Selection, order: readonly string[]): Selection => ({
  ...selection,
  ids: new Set(order),
})

export const withNone = (selection: Selection): Selection => ({ ...selection, ids: new Set() })
