import type { Faults } from '../../shared/identity/faults.ts'
import type { EntityForm } from '../../shared/identity/form.ts'
import { type DossierKind, entityTypes } from '../../shared/identity/kinds.ts'
import { countries, countryName } from '../../shared/regions/countries.ts'
import { useAssistant } from '../live/use-live.tsx'
import form from '../parts/form.module.css'
import { Group } from '../parts/group.tsx'
import { ChosenField } from './chosen-field.tsx'
import { DocumentFields } from './document-fields.tsx'
import { TypedField } from './typed-field.tsx'

type Props = {
  readonly kind: DossierKind
  readonly entity: EntityForm
  readonly faults: Faults
  readonly change: (entity: EntityForm) => void
}

const useCountries = () => {
  const { language } = useAssistant().snapshot.settings
  return countries.map((value) => ({ value, label: countryName(value, language) }))
}

const RepresentativeFields = ({ entity, faults, change }: Props) => {
  const say = useAssistant().words.identity.entity
  const { representative } = entity
  const set = (next: Partial<EntityForm['representative']>) =>
    change({ ...entity, representative: { ...representative, ...next } })
  return (
    <Group legend={say.representative}>
      <div className={form.fields}>
        <TypedField
          label={say.representativeName}
          value={representative.name}
          fault={faults.representative}
          most={120}
          change={(name) => set({ name })}
        />
        <ChosenField
          label={say.nationality}
          value={representative.nationality}
          options={useCountries()}
          fault={faults.nationality}
          change={(nationality) => set({ nationality })}
        />
      </div>
      <DocumentFields
        document={representative.document}
        faults={faults}
        change={(document) => set({ document })}
      />
    </Group>
  )
}

const typeOf = (value: string): EntityForm['entityType'] =>
  entityTypes.find((one) => one === value) ?? 'other'

/** An entity or agency: type, name, code (or country and English name), legal representative. */
export const EntityFields = (props: Props) => {
  const say = useAssistant().words.identity.entity
  const { kind, entity, faults, change } = props
  const options = useCountries()
  const withoutCode = kind === 'entity-without-code'
  const isAgency = kind === 'agency'
  const name = isAgency ? say.agencyName : withoutCode ? say.chineseName : say.name
  return (
    <>
      <Group legend={isAgency ? say.agencyLegend : say.legend}>
        <div className={form.fields}>
          {withoutCode && (
            <ChosenField
              label={say.country}
              value={entity.country}
              options={options}
              fault={faults.country}
              change={(country) => change({ ...entity, country })}
            />
          )}
          <ChosenField
            label={say.type}
            value={entity.entityType}
            options={entityTypes.map((value) => ({ value, label: say.types[value] }))}
            hint={say.typeHint}
            change={(value) => change({ ...entity, entityType: typeOf(value) })}
          />
          <TypedField
            label={name}
            value={entity.name}
            fault={faults.entityName}
            change={(text) => change({ ...entity, name: text })}
          />
          {withoutCode ? (
            <TypedField
              label={say.englishName}
              value={entity.englishName}
              fault={faults.englishName}
              change={(englishName) => change({ ...entity, englishName })}
            />
          ) : (
            <TypedField
              label={say.creditCode}
              value={entity.creditCode}
              fault={faults.creditCode}
              hint={isAgency ? say.agencyCodeHint : undefined}
              most={40}
              change={(creditCode) => change({ ...entity, creditCode })}
            />
          )}
        </div>
      </Group>
      <RepresentativeFields {...props} />
    </>
  )
}
