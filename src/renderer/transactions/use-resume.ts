import { type FormEvent, useState } from 'react'
import type { SentPin } from '../../shared/contract/index.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { TokenView, TransactionView } from '../../shared/models/index.ts'
import { newPinRule, softPinRule } from '../../shared/pin/new-pin.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { isNewPinReady, noNewPin } from '../pin/new-pin-words.ts'
import { typed } from '../pin/pin-rules.ts'
import { useExistingPin } from '../pin/use-existing-pin.ts'

/** A soft token whose keys were not made yet is made again, under a new PIN. */
const choosesPin = ({ tokenKind, keys, steps }: TransactionView): boolean =>
  tokenKind === 'soft' &&
  keys !== 'same' &&
  steps.some(({ name, state }) => name === 'keypair' && state !== 'done')

export const useResume = (transaction: TransactionView, token: TokenView | undefined) => {
  const { client, snapshot, words } = useAssistant()
  const action = useAction()
  const issuer = issuerById(snapshot, transaction.issuerId)
  const rule = token?.pinRule ?? newPinRule(softPinRule, ...(issuer ? [issuer.pinRule] : []))
  const existing = useExistingPin(token, rule)
  const [fresh, setFresh] = useState(noNewPin)
  const [checked, setChecked] = useState(false)
  const chooses = choosesPin(transaction)
  const takeFresh = (): SentPin | null => {
    setChecked(true)
    return isNewPinReady(fresh, rule, { words, snapshot }) ? typed(fresh.pin) : null
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const transactionId = transaction.id
    if (!transaction.needsPin) return void action.run(() => client.transactions.resume({ transactionId }))
    const pin = chooses ? takeFresh() : existing.take()
    if (pin === null) return
    const { tries } = existing
    if (!(await action.run(() => client.transactions.resume({ transactionId, pin, tries })))) existing.again()
    setFresh(noNewPin)
    setChecked(false)
  }
  return { action, rule, existing, fresh, setFresh, checked, chooses, submit }
}
