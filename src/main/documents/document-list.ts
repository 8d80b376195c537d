import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { dirname, sep } from 'node:path'
import { mostDocuments } from '../../shared/documents/contract.ts'
import type { DocumentState, DocumentView } from '../../shared/documents/model.ts'
import type { FileVerdict } from '../../shared/documents/verdict.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { visibleName } from '../../shared/visible.ts'
import type { LookedAt } from './content-kind.ts'

/** A file on the list, with what no window is told. */
export type Listed = {
  readonly view: DocumentView
  readonly path: string
  /** What stands alone beside it on the disk: its signature, or the file that it signs. */
  readonly beside: string | null
  readonly verdict: FileVerdict | null
  /** The state of the file in which the verdict was found. */
  readonly judged: string | null
}

export type NewFile = {
  readonly path: string
  readonly name: string
  readonly beside: string | null
} & LookedAt

/** The listed files. A file that stays as it is stays the same object, and so does its view. */
export type DocumentList = {
  all(): readonly Listed[]
  views(): readonly DocumentView[]
  find(id: string): Listed
  byPath(path: string): Listed | undefined
  room(): number
  /** Returns the ids that they have; some may be listed already. */
  add(files: readonly NewFile[]): readonly string[]
  /** A file that still comes in; its path is where it will be. */
  expect(path: string, name: string, size: number): string
  arrived(id: string, file: { readonly path: string; readonly name: string } & LookedAt): void
  state(id: string, state: DocumentState, found?: Pick<Listed, 'verdict' | 'judged'>): void
  remove(ids: readonly string[]): void
}

/** The folder as a person knows it: below home it begins with ~. */
const shownFolder = (path: string): string => {
  const folder = dirname(path)
  const home = homedir()
  const inHome = folder === home || folder.startsWith(`${home}${sep}`)
  return visibleName(inHome ? `~${folder.slice(home.length)}` : folder)
}

export const createDocumentList = (changed: () => void): DocumentList => {
  let listed: ReadonlyMap<string, Listed> = new Map()
  /** Ids by path, so that nothing is listed twice. */
  let ids: ReadonlyMap<string, string> = new Map()
  let shown: readonly DocumentView[] = []

  const put = (next: ReadonlyMap<string, Listed>): void => {
    listed = next
    shown = [...next.values()].map(({ view }) => view)
    changed()
  }
  const index = (): void => {
    ids = new Map([...listed.values()].map(({ path, view }) => [path, view.id]))
  }
  const find = (id: string): Listed => {
    const one = listed.get(id)
    if (one === undefined) throw new AssistantError('not-found')
    return one
  }
  const idOf = (path: string | null): string | null => (path === null ? null : (ids.get(path) ?? null))
  const change = (id: string, next: Listed): void => put(new Map(listed).set(id, next))

  /** Two files that belong together know each other, whichever came first. */
  const joinCompanions = (): void => {
    index()
    const besideOf = new Map(
      [...listed.values()].flatMap(({ beside, view }) => (beside ? [[beside, view.id]] : [])),
    )
    put(
      new Map(
        [...listed].map(([id, one]) => {
          const companion = idOf(one.beside) ?? besideOf.get(one.path) ?? null
          const isSame = companion === one.view.companion
          return [id, isSame ? one : { ...one, view: { ...one.view, companion } }]
        }),
      ),
    )
  }
  const viewOf = (
    id: string,
    { path, name, size, content }: { readonly path: string; readonly name: string } & LookedAt,
    state: DocumentState,
  ): DocumentView => ({
    id,
    name: visibleName(name),
    folder: shownFolder(path),
    size,
    content,
    companion: null,
    state,
  })

  return {
    all: () => [...listed.values()],
    views: () => shown,
    find,
    byPath: (path) => listed.get(ids.get(path) ?? ''),
    room: () => mostDocuments - listed.size,
    add: (files) => {
      const next = new Map(listed)
      const names = new Map(ids)
      const given = files.map((file) => {
        const id = names.get(file.path) ?? randomUUID()
        if (next.has(id)) return id
        const { path, beside } = file
        next.set(id, { view: viewOf(id, file, { is: 'listed' }), path, beside, verdict: null, judged: null })
        names.set(path, id)
        return id
      })
      listed = next
      joinCompanions()
      return given
    },
    expect: (path, name, size) => {
      const id = randomUUID()
      const view = viewOf(id, { path, name, size, content: 'other' }, { is: 'arriving', percent: 0 })
      put(new Map(listed).set(id, { view, path, beside: null, verdict: null, judged: null }))
      index()
      return id
    },
    arrived: (id, file) => {
      const view = { ...viewOf(id, file, { is: 'listed' }), companion: find(id).view.companion }
      change(id, { ...find(id), view, path: file.path })
      joinCompanions()
    },
    state: (id, state, found) => {
      const one = listed.get(id)
      // It was taken off the list meanwhile.
      if (one === undefined) return
      change(id, { ...one, view: { ...one.view, state }, ...found })
    },
    remove: (gone) => {
      const out = new Set(gone)
      listed = new Map([...listed].filter(([id]) => !out.has(id)))
      joinCompanions()
    },
  }
}
