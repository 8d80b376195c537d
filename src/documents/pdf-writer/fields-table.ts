import type { Flow } from './flow.ts'
import { a4, leading } from './paper.ts'

export type Field = { readonly label: string; readonly value: string }

const size = 10
const padding = 6
const labelWidth = 96
const lineHeight = size * leading
const inner = a4.width - 2 * a4.side

type Cell = { readonly x: number; readonly label: readonly string[]; readonly value: readonly string[] }

const cellsOf = ({ paper }: Flow, fields: readonly Field[]): readonly Cell[] => {
  const width = inner / fields.length
  return fields.map(({ label, value }, index) => ({
    x: a4.side + index * width,
    label: paper.lines(label, size, labelWidth - 2 * padding),
    value: paper.lines(value, size, width - labelWidth - 2 * padding),
  }))
}

/** Every line of a cell has ink: an empty value is a place to write by hand. */
const longest = (cells: readonly Cell[]): number =>
  Math.max(...cells.flatMap(({ label, value }) => [label.length, value.length]))

const drawCell = ({ paper }: Flow, { x, label, value }: Cell, y: number, height: number): void => {
  paper.fill({ x, y, width: labelWidth, height }, 'wash')
  label.forEach((line, index) => {
    paper.line(line, { x: x + padding, y: y + padding + index * lineHeight }, { size, ink: 'soft' })
  })
  value.forEach((line, index) => {
    paper.line(line, { x: x + labelWidth + padding, y: y + padding + index * lineHeight }, { size })
  })
  paper.rule({ x, y }, { x, y: y + height })
  paper.rule({ x: x + labelWidth, y }, { x: x + labelWidth, y: y + height })
}

const cut = (cell: Cell, from: number, to: number): Cell => ({
  ...cell,
  label: cell.label.slice(from, to),
  value: cell.value.slice(from, to),
})

/** One row with one or two fields. A row that is longer than the page goes on over the next ones. */
const drawRow = (flow: Flow, cells: readonly Cell[]): void => {
  const lines = longest(cells)
  for (let from = 0; from < lines; ) {
    const fitting = Math.floor((flow.room() - 2 * padding) / lineHeight)
    const whole = lines - from
    const few = fitting < Math.min(whole, 3)
    const now = few ? Math.min(whole, 30) : Math.min(whole, fitting)
    const height = now * lineHeight + 2 * padding
    const y = flow.take(height)
    for (const cell of cells) drawCell(flow, cut(cell, from, from + now), y, height)
    flow.paper.frame({ x: a4.side, y, width: inner, height })
    from += now
  }
}

/** Labelled fields in a table. A row holds one field, or two that stand beside each other. */
export const drawFields = (flow: Flow, rows: readonly (readonly Field[])[]): void => {
  for (const row of rows) if (row.length > 0) drawRow(flow, cellsOf(flow, row))
}
