import { documentKinds } from '../../shared/identity/documents.ts'
import type { Faults } from '../../shared/identity/faults.ts'
import type { DocumentForm } from '../../shared/identity/form.ts'
import { useAssistant } from '../live/use-live.tsx'
import form from '../parts/form.module.css'
import { ChosenField } from './chosen-field.tsx'
import { TypedField } from './typed-field.tsx'

type Props = {
  readonly document: DocumentForm
  readonly faults: Faults
  readonly change: (document: DocumentForm) => void
}

/** 20200131, 2020/1/31 and 2020.1.31 become 2020-01-31 when the field is left. */
const dayOf = (typed: string): string => {
  const plain = typed.normalize('NFKC').trim()
  const parts = /^(\d{4})(?:\D?)(\d{1,2})(?:\D?)(\d{1,2})\D?$/.exec(plain)
  if (parts === null) return plain
  const [, year, month = '', day = ''] = parts
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** 证件类型, 证件号码, 有效期. */
export const DocumentFields = ({ document, faults, change }: Props) => {
  const say = useAssistant().words.identity.document
  const { kind, number, from, to, longTerm } = document
  const isChosen = (value: string): value is DocumentForm['kind'] =>
    documentKinds.some((one) => one === value)
  return (
    <>
      <div className={form.fields}>
        <ChosenField
          label={say.kind}
          value={kind}
          options={documentKinds.map((value) => ({ value, label: say.kinds[value] }))}
          change={(value) => isChosen(value) && change({ ...document, kind: value })}
        />
        <TypedField
          label={say.number}
          value={number}
          fault={faults.number}
          hint={say.hints[kind]}
          most={40}
          change={(value) => change({ ...document, number: value })}
        />
      </div>
      <div className={form.fields}>
        <TypedField
          label={say.from}
          value={from}
          fault={faults.from}
          hint={say.dayHint}
          mode="numeric"
          most={20}
          change={(value) => change({ ...document, from: value })}
          leave={() => change({ ...document, from: dayOf(from) })}
        />
        <div>
          {!longTerm && (
            <TypedField
              label={say.to}
              value={to}
              fault={faults.to}
              hint={say.dayHint}
              mode="numeric"
              most={20}
              change={(value) => change({ ...document, to: value })}
              leave={() => change({ ...document, to: dayOf(to) })}
            />
          )}
          <label className={form.tick}>
            <input
              type="checkbox"
              checked={longTerm}
              onChange={({ target }) => change({ ...document, longTerm: target.checked })}
            />
            <span>{say.longTerm}</span>
          </label>
        </div>
      </div>
    </>
  )
}
