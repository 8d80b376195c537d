import { Input } from 'antd'
import type { ReactNode } from 'react'
import type { Fault } from '../../shared/identity/faults.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'

type Props = {
  readonly label: string
  readonly value: string
  readonly fault?: Fault | undefined
  readonly hint?: ReactNode
  readonly mode?: 'text' | 'tel' | 'email' | 'numeric'
  readonly most?: number
  readonly change: (value: string) => void
  /** The person goes on to another field. */
  readonly leave?: () => void
}

/** A field for a line of text. What is wrong with it stands below it. */
export const TypedField = (props: Props) => {
  const { label, value, fault, hint, mode = 'text', most = 300, leave, change } = props
  const { words } = useAssistant()
  return (
    <Field label={label} hint={hint} fault={fault && words.identity.faults[fault]}>
      {(ties) => (
        <Input
          {...ties}
          value={value}
          maxLength={most}
          inputMode={mode}
          spellCheck={false}
          autoComplete="off"
          onBlur={leave}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  )
}
