import { expect, it } from 'vitest'
import { moments } from '../moments.ts'
import { bytes, drawing, heard } from './drawing.ts'

it.each([
  ['another answer', { say: 'other' }],
  ['no answer', null],
  ['a part that is no bytes', { say: 'part', part: [1] }],
  ['bytes in place of a list', { say: 'page', drawing: { sheets: bytes } }],
])('a process that draws is asked nothing more after nonsense: %s', async (_, answer) => {
  const { drawer, process, log } = drawing()
  const seen = heard(drawer.part('a', '1', 0))
  await moments()
  await process().answer(answer)
  await moments()
  expect(seen).toEqual(['document-drawing-ended'])
  expect(log.slice(1)).toEqual(['kill 0'])
  drawer.stop()
})
