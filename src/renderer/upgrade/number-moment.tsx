import { Input } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { CustomerType, ErrorReport } from '../../shared/models/index.ts'
import { numberFault } from '../../shared/upgrade/checks.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'

type Props = {
  readonly kind: CustomerType['number']
  readonly number: string
  readonly change: (number: string) => void
  readonly aside: ReactNode
  readonly pending: boolean
  readonly error: ErrorReport | null
  readonly next: () => void
}

/** 组织机构代码 or 工商注册号. A wrong check digit is said at the field, before anybody is asked. */
export const NumberMoment = ({ kind, number, change, aside, pending, error, next }: Props) => {
  const { words } = useAssistant()
  const say = words.upgrade.number
  const [left, setLeft] = useState(false)
  const fault = numberFault(kind, number)
  const faultWords = fault === null ? null : fault === 'length' ? say.faults.length[kind] : say.faults[fault]
  const send = (event: FormEvent) => {
    event.preventDefault()
    setLeft(true)
    if (fault === null) next()
  }
  return (
    <form className={styles.column} onSubmit={send} noValidate>
      <div>
        <h2 className={styles.lead}>{say.lead[kind]}</h2>
        <p className={styles.soft}>{say.meaning}</p>
      </div>
      {error && <ErrorNote report={error} />}
      <Field label={say.label[kind]} hint={say.hint[kind]} fault={left ? faultWords : null}>
        {(ties) => (
          <Input
            {...ties}
            size="large"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            value={number}
            onChange={(event) => change(event.target.value)}
            onBlur={() => setLeft(number !== '')}
          />
        )}
      </Field>
      <FormFoot act={words.upgrade.next} pending={pending} waiting={say.checking} aside={aside} />
    </form>
  )
}
