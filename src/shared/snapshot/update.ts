import { z } from 'zod'
import { documentView } from '../documents/model.ts'
import { reminderView } from '../reminders/model.ts'
import { tokenView } from '../tokens/model.ts'
import { type Snapshot, slices, snapshot, stamp } from './snapshot.ts'

/** What became of a list that may be long: an entry that stays as it was is not sent again. */
const listUpdate = <Item extends z.ZodType>(item: Item) =>
  z.readonly(
    z.object({
      /** The ids of all entries; null where they are the same ones in the same order. */
      ids: z.array(z.string()).readonly().nullable(),
      changed: z.array(item).readonly(),
    }),
  )

const { tokens: _tokens, reminders: _reminders, documents: _documents, ...short } = slices

/** How a window hears of the state: the whole at first, then only what is another thing than before. */
export const snapshotUpdate = z.readonly(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('whole'), snapshot }),
    z.object({
      kind: z.literal('change'),
      ...stamp,
      slices: z.object(short).partial(),
      lists: z
        .object({
          tokens: listUpdate(tokenView),
          reminders: listUpdate(reminderView),
          documents: listUpdate(documentView),
        })
        .partial(),
    }),
  ]),
)

export type SnapshotUpdate = z.infer<typeof snapshotUpdate>
type Change = Extract<SnapshotUpdate, { readonly kind: 'change' }>

type Entry = { readonly id: string }
type ListUpdate<Item> = { readonly ids: readonly string[] | null; readonly changed: readonly Item[] }

const listBetween = <Item extends Entry>(
  before: readonly Item[],
  after: readonly Item[],
): ListUpdate<Item> => {
  const known = new Map(before.map((one) => [one.id, one]))
  const isInOrder = before.length === after.length && after.every(({ id }, at) => id === before[at]?.id)
  return {
    ids: isInOrder ? null : after.map(({ id }) => id),
    changed: after.filter((one) => known.get(one.id) !== one),
  }
}

const listAfter = <Item extends Entry>(
  before: readonly Item[],
  { ids, changed }: ListUpdate<Item>,
): readonly Item[] => {
  const known = new Map([...before, ...changed].map((one) => [one.id, one]))
  return (ids ?? before.map(({ id }) => id)).map((id) => {
    const one = known.get(id)
    if (one === undefined) throw new Error('a change names an entry that was never told')
    return one
  })
}

const shortNames = Object.keys(short) as readonly (keyof typeof short)[]

/** What has become another object; whoever changes the state leaves alone what stays as it was. */
const changeBetween = (before: Snapshot, after: Snapshot): Change => ({
  kind: 'change',
  revision: after.revision,
  at: after.at,
  slices: Object.fromEntries(
    shortNames.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]),
  ),
  lists: {
    ...(before.tokens === after.tokens ? {} : { tokens: listBetween(before.tokens, after.tokens) }),
    ...(before.reminders === after.reminders
      ? {}
      : { reminders: listBetween(before.reminders, after.reminders) }),
    ...(before.documents === after.documents
      ? {}
      : { documents: listBetween(before.documents, after.documents) }),
  },
})

const snapshotAfter = (before: Snapshot, { revision, at, slices: told, lists }: Change): Snapshot => ({
  ...before,
  // A slice that was not sent is not there at all: no message can carry `undefined`.
  ...(told as Partial<Snapshot>),
  revision,
  at,
  tokens: lists.tokens ? listAfter(before.tokens, lists.tokens) : before.tokens,
  reminders: lists.reminders ? listAfter(before.reminders, lists.reminders) : before.reminders,
  documents: lists.documents ? listAfter(before.documents, lists.documents) : before.documents,
})

/** Snapshots as they are told to a window. */
export async function* updatesOf(snapshots: AsyncIterable<Snapshot>): AsyncGenerator<SnapshotUpdate> {
  let last: Snapshot | null = null
  for await (const present of snapshots) {
    yield last === null ? { kind: 'whole', snapshot: present } : changeBetween(last, present)
    last = present
  }
}

/** The snapshots again, at the other end. What did not change stays the same object. */
export async function* snapshotsOf(updates: AsyncIterable<SnapshotUpdate>): AsyncGenerator<Snapshot> {
  let last: Snapshot | null = null
  for await (const update of updates) {
    if (update.kind === 'whole') last = update.snapshot
    else if (last === null) throw new Error('a change came before the whole')
    else last = snapshotAfter(last, update)
    yield last
  }
}
