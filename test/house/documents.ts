import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentWork } from '../../src/shared/documents/contract.ts'
import type { DocumentState, DocumentView } from '../../src/shared/documents/model.ts'
import { type KeyPlace, openSiteHouse, type SiteHouse } from './web-signing.ts'

/** 签名与加密 over the real parts, with one certificate, and a folder of the person's own. */
export type DocumentsHouse = SiteHouse & {
  readonly folder: string
  /** Puts a file into the folder. */
  put(name: string, content: string | Uint8Array): string
  /** Lists files and returns their ids. */
  list(...paths: readonly string[]): Promise<readonly string[]>
  view(id: string): DocumentView
  signing(): string
  encryption(): string
  /** The id by which the encryption certificate is a recipient. */
  recipient(): Promise<string>
  /** Runs a job to its end. */
  work(ids: readonly string[], work: DocumentWork): Promise<readonly DocumentState[]>
  ended(): Promise<void>
}

export const signMessage = (certificateId: string, content: 'attached' | 'detached'): DocumentWork => ({
  kind: 'sign',
  certificateId,
  as: { form: 'message', content },
})

export const openDocumentsHouse = async (
  place: KeyPlace,
  options: Parameters<typeof openSiteHouse>[1] = {},
): Promise<DocumentsHouse> => {
  const house = await openSiteHouse(place, options)
  const folder = join(house.home, '我的 文件')
  mkdirSync(folder)
  const pair = () => {
    const found = house.state
      .current()
      .tokens.find(({ id }) => id === house.tokenId)
      ?.pairs.find(({ usable }) => usable)
    if (!found?.signing || !found.encryption) throw new Error('no certificates')
    return { signing: found.signing, encryption: found.encryption }
  }
  const view = (id: string): DocumentView => {
    const found = house.state.current().documents.find((one) => one.id === id)
    if (found === undefined) throw new Error('not listed')
    return found
  }
  const ended = async (): Promise<void> => {
    await house.shows(({ documentJob }) => documentJob?.state.is === 'ended')
  }
  return {
    ...house,
    ...{ folder, view, ended },
    put: (name, content) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    },
    list: async (...paths) => {
      const { added, refused } = await house.documents.add({ paths: [...paths] })
      if (refused.length > 0) throw new Error(JSON.stringify(refused))
      return added
    },
    signing: () => pair().signing.id,
    encryption: () => pair().encryption.id,
    recipient: async () => {
      const all = await house.documents.recipients(undefined)
      const found = all.find(({ from, obstacle }) => from === 'token' && obstacle === null)
      if (found === undefined) throw new Error(`no recipient: ${JSON.stringify(all)}`)
      return found.id
    },
    work: async (ids, work) => {
      await house.documents.start({ fileIds: [...ids], work })
      await ended()
      return ids.map((id) => view(id).state)
    },
  }
}
