import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { appealFaults, isFaultless } from '../../shared/identity/faults.ts'
import { appealCauses } from '../../shared/identity/kinds.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import styles from '../parts/form.module.css'
import { Group } from '../parts/group.tsx'
import { Segments } from '../parts/segments.tsx'
import { MomentForm } from './moment-form.tsx'
import { lackingUploads, PdfUploads } from './pdf-uploads.tsx'
import { TypedField } from './typed-field.tsx'
import type { OpenDossier } from './use-dossier.ts'

type Props = { readonly dossier: OpenDossier; readonly aside: ReactNode }

/** 人工申诉: what happened, to whom. */
export const AppealMoment = ({ dossier, aside }: Props) => {
  const { client, words } = useAssistant()
  const say = words.identity.appeal
  const { key, form, setForm, adopt, next } = dossier
  const { appeal } = form
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const found = appealFaults(appeal)
  const shown = checked ? found : {}
  const set = (change: Partial<typeof appeal>) => setForm({ ...form, appeal: { ...appeal, ...change } })
  const submit = () => {
    setChecked(true)
    if (!isFaultless(found)) return
    const { cause, name, number, text } = appeal
    const given = { cause, name: name.trim(), number: number.trim(), text: text.trim() }
    void action.run(async () => {
      adopt(await client.identity.putAppeal({ key, appeal: given }))
      next()
    })
  }
  return (
    <MomentForm action={action} faults={Object.keys(shown).length} aside={aside} submit={submit}>
      <Group legend={say.legend}>
        <Segments
          legend={say.cause}
          values={appealCauses}
          titles={say.causes}
          chosen={appeal.cause}
          choose={(cause) => set({ cause })}
        />
        <div className={styles.fields}>
          <TypedField
            label={say.name}
            value={appeal.name}
            fault={shown.name}
            change={(name) => set({ name })}
          />
          <TypedField
            label={say.number}
            value={appeal.number}
            fault={shown.number}
            most={40}
            change={(number) => set({ number })}
          />
        </div>
        <Field label={say.text} hint={say.textHint} fault={shown.text && words.identity.faults[shown.text]}>
          {(ties) => (
            <Input.TextArea
              {...ties}
              rows={4}
              maxLength={1000}
              value={appeal.text}
              // It is one paragraph for the authority.
              onChange={({ target }) => set({ text: target.value.replace(/[\r\n]+/g, ' ') })}
            />
          )}
        </Field>
      </Group>
    </MomentForm>
  )
}

const proofs = ['appeal'] as const

/** The documents of an appeal. */
export const UploadsMoment = ({ dossier, aside }: Props) => {
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const submit = () => {
    setChecked(true)
    if (lackingUploads(dossier.view, proofs).length === 0) dossier.next()
  }
  return (
    <MomentForm action={action} faults={0} aside={aside} submit={submit}>
      <PdfUploads dossier={dossier} purposes={proofs} checked={checked} />
    </MomentForm>
  )
}
