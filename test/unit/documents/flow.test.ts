import { describe, expect, it } from 'vitest'
import { drawSignatures } from '../../../src/documents/application-form/signature-boxes.ts'
import { createFlow } from '../../../src/documents/pdf-writer/flow.ts'
import { a4, createPaper } from '../../../src/documents/pdf-writer/paper.ts'
import { documentFont } from '../../../src/main/files/document-font.ts'
import { judged } from '../../poppler.ts'

const font = await documentFont(`${import.meta.dirname}/../../..`)
const paper = () =>
  createPaper({ title: '页', creator: '证书助手', language: 'zh-CN', created: new Date(0), font })
const lowest = a4.height - a4.bottom

/** Pieces one after the other: their upper edges, and how many pages they make. */
const placed = async (top: number, heights: readonly number[]) => {
  const sheet = paper()
  const flow = createFlow(sheet, top, () => a4.top)
  const edges = heights.map((height) => flow.take(height))
  let count = 0
  await sheet.finish((_, pages) => {
    count = pages
  })
  return { edges, count }
}

describe('the pieces of a document', () => {
  it('fill a page to its last line: what just fits is not put on a page of its own', async () => {
    expect(await placed(0, [lowest])).toEqual({ edges: [0], count: 1 })
    expect(await placed(0, [lowest + 0.01])).toEqual({ edges: [a4.top], count: 2 })
    expect(await placed(lowest - 64, [32, 32, 1])).toEqual({
      edges: [lowest - 64, lowest - 32, a4.top],
      count: 2,
    })
  })

  it('are none for nobody’s signature: a form without boxes loses no room and no page', () => {
    const flow = createFlow(paper(), lowest - 20, () => a4.top)
    drawSignatures(flow, [])
    expect(flow.room()).toBe(20)
  })
})

describe('a line', () => {
  it('begins, is centred or ends where it was put, and never runs off the page', async () => {
    const inkAt = async (x: number, align: 'left' | 'center' | 'right') => {
      const sheet = paper()
      sheet.line('证书'.repeat(10), { x, y: 100 }, { size: 12, align })
      const { inked, outside } = judged(await sheet.finish(() => undefined))
      return { ink: inked[0] ?? 0, outside }
    }
    const left = await inkAt(a4.side, 'left')
    expect(left.outside).toBe(0)
    expect(left.ink).toBeGreaterThan(100)
    for (const [x, align] of [
      [a4.width - a4.side, 'right'],
      [a4.width / 2, 'center'],
    ] as const) {
      const { ink, outside } = await inkAt(x, align)
      expect(outside).toBe(0)
      // The same letters, whole.
      expect(Math.abs(ink - left.ink)).toBeLessThan(left.ink / 4)
    }
  })
})
