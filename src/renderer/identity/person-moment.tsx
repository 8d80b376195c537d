import { type ReactNode, useState } from 'react'
import { isFaultless, personFaults, personOf } from '../../shared/identity/faults.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { MomentForm } from './moment-form.tsx'
import { PersonFields } from './person-fields.tsx'
import { refusedFaults } from './refused-field.ts'
import { today } from './today.ts'
import type { OpenDossier } from './use-dossier.ts'

type Props = { readonly dossier: OpenDossier; readonly aside: ReactNode }

/** 自然人: name, document, address. */
export const PersonMoment = ({ dossier, aside }: Props) => {
  const { client, words } = useAssistant()
  const { key, form, setForm, adopt, next } = dossier
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const found = personFaults(form.person, today())
  const shown = { ...refusedFaults(action.error), ...(checked ? found : {}) }
  const submit = () => {
    setChecked(true)
    if (!isFaultless(found)) return
    void action.run(async () => {
      adopt(await client.identity.putPerson({ key, person: personOf(form.person) }))
      next()
    })
  }
  return (
    <MomentForm
      action={action}
      faults={checked ? Object.keys(found).length : 0}
      aside={aside}
      submit={submit}
    >
      <PersonFields
        legend={words.identity.person.legend}
        person={form.person}
        faults={shown}
        change={(person) => {
          action.clear()
          setForm({ ...form, person })
        }}
      />
    </MomentForm>
  )
}
