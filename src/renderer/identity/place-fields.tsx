import type { Faults } from '../../shared/identity/faults.ts'
import type { PlaceForm } from '../../shared/identity/form.ts'
import { provinces, type Region, regionPath } from '../../shared/regions/regions.ts'
import { useAssistant } from '../live/use-live.tsx'
import form from '../parts/form.module.css'
import { Group } from '../parts/group.tsx'
import { ChosenField } from './chosen-field.tsx'
import styles from './identity.module.css'
import { TypedField } from './typed-field.tsx'

const optionsOf = (regions: readonly Region[]) =>
  regions.map(({ code, name }) => ({ value: code, label: name }))

/** 省, 市, 县: the choice of one opens the next. */
const RegionFields = ({ place, faults, change }: Props) => {
  const say = useAssistant().words.identity.place
  const [province, city, county] = regionPath(place.region)
  const choose = (region: string) => change({ ...place, region })
  const { region: fault } = faults
  // The fault stands at the first of the three that is still open.
  const open = province === undefined ? 'province' : city === undefined ? 'city' : 'county'
  return (
    <div className={styles.thirds}>
      <ChosenField
        label={say.province}
        value={province?.code ?? ''}
        options={optionsOf(provinces())}
        fault={open === 'province' ? fault : undefined}
        change={choose}
      />
      <ChosenField
        label={say.city}
        value={city?.code ?? ''}
        options={optionsOf(province?.parts ?? [])}
        fault={open === 'city' ? fault : undefined}
        disabled={(province?.parts ?? []).length === 0}
        change={choose}
      />
      <ChosenField
        label={say.county}
        value={county?.code ?? ''}
        options={optionsOf(city?.parts ?? [])}
        fault={open === 'county' ? fault : undefined}
        disabled={(city?.parts ?? []).length === 0}
        change={choose}
      />
    </div>
  )
}

type Props = {
  readonly place: PlaceForm
  readonly faults: Faults
  readonly change: (place: PlaceForm) => void
}

/** 地址所在地, 详细地址, 邮政编码. */
export const PlaceFields = (props: Props) => {
  const say = useAssistant().words.identity.place
  const { place, faults, change } = props
  return (
    <Group legend={say.legend}>
      <RegionFields {...props} />
      <div className={form.fields}>
        <TypedField
          label={say.address}
          value={place.address}
          fault={faults.address}
          hint={say.addressHint}
          change={(address) => change({ ...place, address })}
        />
        <TypedField
          label={say.postcode}
          value={place.postcode}
          fault={faults.postcode}
          mode="numeric"
          most={12}
          change={(postcode) => change({ ...place, postcode })}
        />
      </div>
    </Group>
  )
}
