import type { DossierView, UploadPurpose } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import { base64Of } from '../parts/file-text.ts'
import { Group } from '../parts/group.tsx'
import { PdfField } from '../parts/pdf-field.tsx'
import { sizeOf } from '../words/format.ts'
import { IdentityError } from './identity-error.tsx'
import type { OpenDossier } from './use-dossier.ts'
import { useRules } from './use-rules.ts'

type Purposes = readonly UploadPurpose[]

/** The files that are still to be handed in. */
export const lackingUploads = ({ standing }: DossierView, purposes: Purposes): Purposes =>
  purposes.filter((purpose) => !standing.uploads.some((one) => one.purpose === purpose))

type OneProps = {
  readonly dossier: OpenDossier
  readonly purpose: UploadPurpose
  readonly hint: string | undefined
  readonly fault: string | null
}

const PdfUpload = ({ dossier, purpose, hint, fault }: OneProps) => {
  const { client, words } = useAssistant()
  const say = words.identity.uploads
  const { key, view, adopt } = dossier
  const { error, pending, run } = useAction()
  const what = say.purposes[purpose]
  const there = view.standing.uploads.find((one) => one.purpose === purpose)
  const upload = (file: File) =>
    void run(async () => {
      const fileName = file.name.slice(-200) || 'file.pdf'
      adopt(await client.identity.upload({ key, purpose, fileName, base64: await base64Of(file) }))
    })
  return (
    <>
      <PdfField
        label={what}
        hint={hint}
        fault={there ? null : fault}
        pending={pending}
        say={{
          choose: there ? say.another : say.choose,
          chooseFor: there ? say.anotherFor(what) : say.chooseFor(what),
          uploading: say.uploading,
        }}
        take={upload}
      />
      {there && !pending && (
        <Facts
          facts={[
            { name: say.name, value: there.fileName },
            { name: say.size, value: sizeOf(there.size) },
            ...(there.pages === null ? [] : [{ name: say.pages, value: say.pagesCount(there.pages) }]),
          ]}
        />
      )}
      <IdentityError report={error} />
    </>
  )
}

type Props = { readonly dossier: OpenDossier; readonly purposes: Purposes; readonly checked: boolean }

/** The PDF files of a dossier. Each is checked here and handed to the authority at once. */
export const PdfUploads = ({ dossier, purposes, checked }: Props) => {
  const { words } = useAssistant()
  const say = words.identity.uploads
  const pages = useRules().rules?.uploadPages
  const hintOf = (purpose: UploadPurpose) => (purpose === 'appeal' ? say.appealHint : say.hint)
  return (
    <Group legend={say.legend}>
      {purposes.map((purpose) => (
        <PdfUpload
          key={purpose}
          dossier={dossier}
          purpose={purpose}
          hint={pages === undefined ? undefined : hintOf(purpose)(pages)}
          fault={checked ? say.missing : null}
        />
      ))}
    </Group>
  )
}
