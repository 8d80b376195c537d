import { useState } from 'react'
import { mostDocuments } from '../../shared/documents/contract.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { bringFiles } from './bring-files.ts'
import { filesOf } from './dropped-files.ts'
import { usePageMemory } from './page-memory.ts'

type Note = 'only-files' | 'too-many'

export type Taking = {
  readonly action: Action
  readonly note: Note | null
  /** The window that shows folders, where the shell has none of its own. */
  readonly folderOpen: boolean
  closeFolder(): void
  /** Calls back with what came onto the list, if anything did. */
  choose(then?: (added: readonly string[]) => void): void
  addPaths(paths: readonly string[]): Promise<boolean>
  drop(data: DataTransfer): void
}

/** How files come onto the list: chosen, or dropped. */
export const useTaking = (): Taking => {
  const { client } = useAssistant()
  const { change, refuse } = usePageMemory()
  const action = useAction()
  const [note, setNote] = useState<Note | null>(null)
  const [then, setThen] = useState<((added: readonly string[]) => void) | null>(null)
  const [folderOpen, setFolderOpen] = useState(false)

  const took = (
    { added, refused }: Awaited<ReturnType<typeof client.documents.add>>,
    follow: ((added: readonly string[]) => void) | null,
  ) => {
    if (refused.length > 0) refuse(refused)
    if (added.length > 0) follow?.(added)
  }
  const addPaths = (paths: readonly string[]) => {
    setNote(paths.length > mostDocuments ? 'too-many' : null)
    return action.run(async () =>
      took(await client.documents.add({ paths: paths.slice(0, mostDocuments) }), then),
    )
  }
  const bringAll = async (files: readonly File[]) => {
    setNote(files.length > mostDocuments ? 'too-many' : files.length === 0 ? 'only-files' : null)
    await bringFiles(client, files.slice(0, mostDocuments), {
      refused: (one) => refuse([one]),
      left: (reading) => change({ reading }),
    })
  }
  return {
    action,
    note,
    folderOpen,
    closeFolder: () => setFolderOpen(false),
    addPaths,
    choose: (follow) => {
      setNote(null)
      setThen(() => follow ?? null)
      void action.run(async () => {
        const taken = await client.documents.choose()
        if (taken === null) setFolderOpen(true)
        else took(taken, follow ?? null)
      })
    },
    drop: (data) => {
      const { assistant } = window
      if (!assistant) return void filesOf(data).then(bringAll)
      const paths = [...data.files].map((file) => assistant.pathOf(file)).filter((path) => path !== '')
      setThen(null)
      if (paths.length === 0) setNote('only-files')
      else void addPaths(paths)
    },
  }
}
