import { type ReactNode, useState } from 'react'
import { entityFaults, foreignEntityOf, isFaultless, registeredOf } from '../../shared/identity/faults.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { EntityFields } from './entity-fields.tsx'
import { MomentForm } from './moment-form.tsx'
import { lackingUploads, PdfUploads } from './pdf-uploads.tsx'
import { refusedFaults } from './refused-field.ts'
import { today } from './today.ts'
import type { OpenDossier } from './use-dossier.ts'

type Props = { readonly dossier: OpenDossier; readonly aside: ReactNode }

const proofs = ['handler-proof', 'subject-proof'] as const

/** 法人信息验证 or 代理机构信息验证; without 统一社会信用代码 the facts and two files, which a person will compare. */
export const EntityMoment = ({ dossier, aside }: Props) => {
  const { client, words } = useAssistant()
  const say = words.identity.entity
  const { key, view, form, setForm, adopt, next } = dossier
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const withoutCode = view.kind === 'entity-without-code'
  const found = entityFaults(form.entity, view.kind, today())
  const shown = { ...refusedFaults(action.error), ...(checked ? found : {}) }
  const lacking = withoutCode ? lackingUploads(view, proofs) : []
  const submit = () => {
    setChecked(true)
    if (!isFaultless(found) || lacking.length > 0) return
    void action.run(async () => {
      adopt(
        withoutCode
          ? await client.identity.putEntity({ key, entity: foreignEntityOf(form.entity) })
          : await client.identity.checkRegister({ key, registered: registeredOf(form.entity) }),
      )
      next()
    })
  }
  const check = view.kind === 'agency' ? say.agencyCheck : say.check
  return (
    <MomentForm
      {...(withoutCode ? {} : { act: check, waiting: say.checking })}
      action={action}
      faults={checked ? Object.keys(found).length + lacking.length : 0}
      aside={aside}
      submit={submit}
    >
      <EntityFields
        kind={view.kind}
        entity={form.entity}
        faults={shown}
        change={(entity) => {
          action.clear()
          setForm({ ...form, entity })
        }}
      />
      {withoutCode && <PdfUploads dossier={dossier} purposes={proofs} checked={checked} />}
    </MomentForm>
  )
}
