import { useEffect, useState } from 'react'
import type { FolderView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

/** One folder after the other. If one cannot be read, the one before stays. */
export const useFolder = () => {
  const { client } = useAssistant()
  const [folder, setFolder] = useState<FolderView | null>(null)
  const looking = useAction()
  const { run } = looking
  useEffect(() => {
    void run(async () => setFolder(await client.documents.folder({ path: null })))
  }, [client, run])
  const go = (path: string) => void run(async () => setFolder(await client.documents.folder({ path })))
  return { folder, looking, go }
}
