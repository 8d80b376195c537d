import { Button, Input } from 'antd'
import type { TransferResult, TypedTransfer } from '../../shared/models/index.ts'
import type { TransferFault, TransferFaults } from '../../shared/orders/transfers.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import { StateWord } from '../parts/state-word.tsx'
import orders from './orders.module.css'

type Props = {
  readonly index: number
  readonly typed: TypedTransfer
  readonly faults: TransferFaults
  readonly result: TransferResult | null
  readonly change: (typed: TypedTransfer) => void
  /** null while it is the only one. */
  readonly remove: (() => void) | null
}

const tones = { found: 'good', 'not-found': 'soon', used: 'bad' } as const
const names = ['payerAccount', 'payerName', 'amount', 'paidOn', 'note'] as const

/** One transfer, and what the statement says about it. */
export const TransferFields = ({ index, typed, faults, result, change, remove }: Props) => {
  const say = useAssistant().words.orders
  const faultWords = (fault: TransferFault | undefined) => fault && say.faults[fault]
  return (
    <fieldset className={orders.transfer}>
      <legend>{say.oneTransfer(index + 1)}</legend>
      <div className={orders.fields}>
        {names.map((name) => (
          <Field
            key={name}
            label={say[name]}
            fault={faultWords(faults[name])}
            hint={name === 'note' ? say.noteHint : undefined}
          >
            {(ties) => (
              <Input
                {...ties}
                value={typed[name]}
                maxLength={200}
                inputMode={name === 'payerAccount' ? 'numeric' : name === 'amount' ? 'decimal' : 'text'}
                onChange={({ target }) => change({ ...typed, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className={orders.row}>
        <span role="status">
          {result && <StateWord tone={tones[result]}>{say.results[result]}</StateWord>}
        </span>
        {remove && (
          <Button size="small" onClick={remove}>
            {say.remove}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
