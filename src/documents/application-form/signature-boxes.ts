import type { Flow } from '../pdf-writer/flow.ts'
import { a4 } from '../pdf-writer/paper.ts'

/** A place to sign or to stamp. */
export type SignatureBox = {
  /** 申请单位（盖章） */
  readonly label: string
  /** The date below it, to be filled in by hand: 年　　月　　日. */
  readonly date: string
}

/** An official seal is 40 to 45 mm wide (国发〔1999〕25 号); 130 points are 46 mm. */
const height = 150
const gap = 12
const inner = a4.width - 2 * a4.side

/** Places to sign and stamp, beside each other. They stay on one page. */
export const drawSignatures = (flow: Flow, boxes: readonly SignatureBox[]): void => {
  if (boxes.length === 0) return
  const y = flow.take(height)
  const width = (inner - gap * (boxes.length - 1)) / boxes.length
  boxes.forEach(({ label, date }, index) => {
    const x = a4.side + index * (width + gap)
    flow.paper.frame({ x, y, width, height }, { round: 4 })
    flow.paper.line(label, { x: x + 8, y: y + 7 }, { size: 9, ink: 'soft' })
    const below = { x: x + width - 10, y: y + height - 22 }
    flow.paper.line(date, below, { size: 9, ink: 'soft', align: 'right' })
  })
}
