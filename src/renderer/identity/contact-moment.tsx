import { type ReactNode, useState } from 'react'
import { isFaultless, placeFaults, placeOf } from '../../shared/identity/faults.ts'
import { stepsAt } from '../../shared/identity/moments.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import form from '../parts/form.module.css'
import { Group } from '../parts/group.tsx'
import { ContactProof, useProof } from './contact-proof.tsx'
import { MomentForm } from './moment-form.tsx'
import { PlaceFields } from './place-fields.tsx'
import type { OpenDossier } from './use-dossier.ts'

type Props = { readonly dossier: OpenDossier; readonly aside: ReactNode }

/** Phone and mail address, each proved by a code; for an entity or agency its address before them. */
export const ContactMoment = ({ dossier, aside }: Props) => {
  const { client, words } = useAssistant()
  const say = words.identity.contact
  const { key, view, form: typed, moment, setForm, adopt, next } = dossier
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const phone = useProof(dossier, 'sms')
  const email = useProof(dossier, 'mail')
  const steps = stepsAt(view, moment)
  const withPlace = steps.includes('details')
  const found = withPlace ? placeFaults(typed.place) : {}
  const proofs = [phone, ...(steps.includes('email') ? [email] : [])]
  const submit = () => {
    setChecked(true)
    void action.run(async () => {
      if (withPlace && isFaultless(found))
        adopt(await client.identity.putDetails({ key, place: placeOf(typed.place) }))
      // One after the other: each answer brings the whole dossier.
      let proved = true
      for (const proof of proofs) proved = (await proof.prove()) && proved
      if (proved && isFaultless(found)) next()
    })
  }
  const isPerson = view.kind === 'person' || view.purpose === 'appeal'
  return (
    <MomentForm
      action={action}
      faults={checked ? Object.keys(found).length : 0}
      aside={aside}
      submit={submit}
    >
      {withPlace && (
        <PlaceFields
          place={typed.place}
          faults={checked ? found : {}}
          change={(place) => setForm({ ...typed, place })}
        />
      )}
      <Group legend={steps.includes('email') ? say.legend : words.identity.appealContact}>
        <p className={form.soft}>{say.why}</p>
        <ContactProof proof={phone} label={isPerson ? say.phone : say.entityPhone} checked={checked} />
        {steps.includes('email') && <ContactProof proof={email} label={say.email} checked={checked} />}
      </Group>
    </MomentForm>
  )
}
