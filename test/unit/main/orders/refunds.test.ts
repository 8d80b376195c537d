import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeRefunds } from '../../../../src/main/orders/refund-file.ts'
import { createRefunds } from '../../../../src/main/orders/refunds.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'refunds-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ended = (id: string, state: 'due' | 'sent') => ({
  ...{ id, issuerId: 'demo', holder: '王芳', requestId: `request-${id}` },
  refund: {
    ...{ id, issuerId: 'demo', holder: '王芳', orderNumber: `D-${id}`, amountFen: 100 },
    ...{ state, since: '2026-11-20T08:00:00.000Z' },
  },
})

it('a refund that was sent is put away alone, and one that is due stays until it was', () => {
  const path = join(folder, 'refunds.json')
  writeRefunds(path, [ended('one', 'sent'), ended('two', 'due'), ended('three', 'sent')])
  const open = () =>
    createRefunds({
      ...{ path, changed: () => {}, log: () => {} },
      clientFor: () => {
        throw new Error('nobody is asked')
      },
    })
  const refunds = open()
  const ids = () => [refunds, open()].map((one) => one.views().map(({ id }) => id))
  refunds.dismiss('two')
  expect(ids()).toEqual([
    ['one', 'two', 'three'],
    ['one', 'two', 'three'],
  ])
  refunds.dismiss('one')
  expect(ids()).toEqual([
    ['two', 'three'],
    ['two', 'three'],
  ])
})
