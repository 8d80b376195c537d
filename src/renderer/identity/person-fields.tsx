import type { Faults } from '../../shared/identity/faults.ts'
import type { PersonForm } from '../../shared/identity/form.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Group } from '../parts/group.tsx'
import { DocumentFields } from './document-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { TypedField } from './typed-field.tsx'

type Props = {
  readonly legend: string
  readonly person: PersonForm
  readonly faults: Faults
  readonly change: (person: PersonForm) => void
}

/** A natural person: name, document, address. */
export const PersonFields = ({ legend, person, faults, change }: Props) => {
  const say = useAssistant().words.identity.person
  return (
    <>
      <Group legend={legend}>
        <TypedField
          label={say.name}
          value={person.name}
          fault={faults.name}
          hint={say.nameHint}
          most={120}
          change={(name) => change({ ...person, name })}
        />
        <DocumentFields
          document={person.document}
          faults={faults}
          change={(document) => change({ ...person, document })}
        />
      </Group>
      <PlaceFields place={person.place} faults={faults} change={(place) => change({ ...person, place })} />
    </>
  )
}
