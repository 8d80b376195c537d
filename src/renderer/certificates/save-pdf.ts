import { saveFile } from '../live/save-file.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

/** Saves a certificate and the other one of its pair as a document to keep, and tells the name of the file. */
export const useSavePdf = (
  certificateId: string | null,
  saved: (fileName: string) => void,
): Action & { readonly save: () => void } => {
  const { client } = useAssistant()
  const action = useAction()
  const save = () =>
    void action.run(async () => {
      if (certificateId === null) return
      const { fileName, base64 } = await client.certificates.paper({ certificateId })
      saveFile(fileName, base64, 'application/pdf')
      saved(fileName)
    })
  return { ...action, save }
}
