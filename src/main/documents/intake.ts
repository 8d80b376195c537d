import { mostDocuments } from '../../shared/documents/contract.ts'
import type { ErrorReport } from '../../shared/errors/codes.ts'
import { AssistantError, reportOf } from '../../shared/errors/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { signatureFileOf, signedFileOf } from './companions.ts'
import { lookAt } from './content-kind.ts'
import type { DocumentList, NewFile } from './document-list.ts'
import { type Found, type Refused, walkThrough } from './walk.ts'

export type Taken = {
  readonly added: readonly string[]
  readonly refused: readonly { readonly name: string; readonly error: ErrorReport }[]
}

/** So many sentences about files that were not taken; the rest says no more. */
const mostRefused = 100
const together = 8

/** A file as it comes onto the list. */
export const lookedAt = async ({ path, name }: Found): Promise<NewFile> => {
  const looked = await lookAt(path)
  const { content } = looked
  if (content === 'signature') return { path, name, beside: signedFileOf(path), ...looked }
  return { path, name, beside: content === 'sealed' ? null : signatureFileOf(path), ...looked }
}

const eachOf = async <In, Out>(
  all: readonly In[],
  work: (one: In) => Promise<Out>,
): Promise<readonly Out[]> => {
  const results: Out[] = []
  for (let at = 0; at < all.length; at += together)
    results.push(...(await Promise.all(all.slice(at, at + together).map(work))))
  return results
}

type Looked = { readonly file: NewFile } | { readonly refused: Refused }

const look = async (found: Found): Promise<Looked> => {
  try {
    return { file: await lookedAt(found) }
  } catch (error) {
    return { refused: { name: found.name, error } }
  }
}

/** Takes files and folders onto the list. `unforeseen` hears what no sentence explains. */
export const takePaths = async (
  list: DocumentList,
  paths: readonly string[],
  unforeseen: (error: unknown) => void,
): Promise<Taken> => {
  const { found, refused } = await walkThrough(paths, mostDocuments)
  const known = found.filter(({ path }) => list.byPath(path) !== undefined)
  const fresh = found.filter(({ path }) => list.byPath(path) === undefined)
  const room = list.room()
  const looked = await eachOf(fresh.slice(0, room), look)
  const files = looked.flatMap((one) => ('file' in one ? [one.file] : []))
  const added = list.add(files)
  const over: readonly Refused[] = fresh
    .slice(room, room + 1)
    .map(({ name }) => ({ name, error: new AssistantError('documents-too-many', { limit: mostDocuments }) }))
  const told = [...over, ...refused, ...looked.flatMap((one) => ('refused' in one ? [one.refused] : []))]
  for (const { error } of told) if (!(error instanceof AssistantError)) unforeseen(error)
  return {
    added: [...known.flatMap(({ path }) => list.byPath(path)?.view.id ?? []), ...added],
    refused: told
      .slice(0, mostRefused)
      .map(({ name, error }) => ({ name: visibleName(name), error: reportOf(error) })),
  }
}
