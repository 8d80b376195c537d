import { expect, it } from 'vitest'
import type { Snapshot } from '../../../../src/shared/models/index.ts'
import {
  type SnapshotUpdate,
  snapshotsOf,
  snapshotUpdate,
  updatesOf,
} from '../../../../src/shared/snapshot/update.ts'
import { snapshotWith, soft } from '../../../world.ts'

const [a, b, c] = ['a', 'b', 'c'].map((id) => soft({ id }))
if (!a || !b || !c) throw new Error('three tokens')
const first: Snapshot = { ...snapshotWith({ tokens: [a, b] }), revision: 1, at: '2026-11-20T02:00:00.000Z' }

async function* stream<Item>(...items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

const all = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const taken: Item[] = []
  for await (const item of items) taken.push(item)
  return taken
}

/** As a window gets it: through text, and checked. */
const sent = (update: SnapshotUpdate): SnapshotUpdate =>
  snapshotUpdate.parse(JSON.parse(JSON.stringify(update)))

const told = async (...snapshots: readonly Snapshot[]) =>
  (await all(updatesOf(stream(...snapshots)))).map(sent)

it.each<[string, Partial<Snapshot>]>([
  ['a token that changed', { tokens: [a, soft({ id: 'b', label: 'another' })] }],
  ['a token that came', { tokens: [c, a, b] }],
  ['a token that left', { tokens: [b] }],
  ['another order', { tokens: [b, a] }],
  ['a setting', { settings: { ...first.settings, theme: 'dark' } }],
  ['a slice that became null', { prompt: null }],
  ['nothing left', { tokens: [] }],
])('a window comes to the same snapshot after %s', async (_, change) => {
  const second = { ...first, ...change, revision: 2 }
  const updates = await told(first, second)
  expect(await all(snapshotsOf(stream(...updates)))).toEqual([first, second])
})

it('sends what changed and nothing else', async () => {
  const changed = soft({ id: 'b', label: 'another' })
  const [, update] = await told(first, { ...first, tokens: [a, changed], revision: 2 })
  expect(update).toEqual({
    kind: 'change',
    revision: 2,
    at: first.at,
    slices: {},
    lists: { tokens: { ids: null, changed: [changed] } },
  })
})

it('does not make up an entry that was never told', async () => {
  const change: SnapshotUpdate = {
    ...{ kind: 'change', revision: 2, at: '', slices: {} },
    lists: { tokens: { ids: ['a', 'stranger'], changed: [] } },
  }
  const updates: readonly SnapshotUpdate[] = [{ kind: 'whole', snapshot: first }, change]
  await expect(all(snapshotsOf(stream(...updates)))).rejects.toThrow('never told')
  await expect(all(snapshotsOf(stream(change)))).rejects.toThrow('before the whole')
})
