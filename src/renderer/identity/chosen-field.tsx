import { Select } from 'antd'
import type { Fault } from '../../shared/identity/faults.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'

type Option = { readonly value: string; readonly label: string }

type Props = {
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly fault?: Fault | undefined
  readonly hint?: string | undefined
  readonly disabled?: boolean
  readonly change: (value: string) => void
}

/** A choice from a list, by arrow keys or by typing a part of the name. */
export const ChosenField = ({ label, value, options, fault, hint, disabled = false, change }: Props) => {
  const { words } = useAssistant()
  return (
    <Field label={label} hint={hint} fault={fault && words.identity.faults[fault]}>
      {(ties) => (
        <Select
          {...ties}
          value={value === '' ? null : value}
          placeholder={words.identity.choose}
          showSearch={{ optionFilterProp: 'label' }}
          disabled={disabled}
          options={[...options]}
          onChange={(chosen: string | null) => change(chosen ?? '')}
        />
      )}
    </Field>
  )
}
