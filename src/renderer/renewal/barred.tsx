import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
import type { IssuerDetails, IssuerView, RenewalQuote, RenewalStanding } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { dateOf } from '../words/format.ts'

/** The hotline and the service points of an issuer. */
export const WhereToAsk = ({ issuer }: { readonly issuer: IssuerView }) => {
  const { client, words } = useAssistant()
  const say = words.renewal.barred
  const [details, setDetails] = useState<IssuerDetails | null>(null)
  useEffect(() => {
    client.issuers.details({ issuerId: issuer.id }).then(setDetails, () => undefined)
  }, [client, issuer.id])
  const points = details?.servicePoints ?? []
  const facts = [
    ...(issuer.hotline ? [{ name: say.hotline, value: issuer.hotline }] : []),
    ...points.map(({ name, address, phone }) => ({
      name,
      value: [address, phone].filter(Boolean).join(' · '),
    })),
  ]
  return facts.length === 0 ? null : <Facts facts={facts} />
}

/** What the file of an issuer says about renewals, while its authority cannot be asked. */
const RuleOf = ({ issuer: { renewal } }: { readonly issuer: IssuerView }) => {
  const say = useAssistant().words.renewal.barred
  if (renewal === null) return null
  const { daysBefore, daysAfter, clientWhenExpired } = renewal
  return (
    <>
      {daysBefore !== null && <p>{say.ruleBefore(daysBefore)}</p>}
      {daysAfter !== null && <p>{say.ruleAfter(daysAfter)}</p>}
      {clientWhenExpired !== null && <p>{say.ruleClient(clientWhenExpired)}</p>}
    </>
  )
}

export const Unconnected = ({ issuer }: { readonly issuer: IssuerView }) => {
  const say = useAssistant().words.renewal.barred
  return (
    <Note tone="info" title={say.unconnected}>
      <p>{say.unconnectedMeaning}</p>
      <RuleOf issuer={issuer} />
      <WhereToAsk issuer={issuer} />
    </Note>
  )
}

type BarredProps = {
  readonly quote: RenewalQuote
  readonly issuer: IssuerView
  /** Lets the person set a reminder. */
  readonly reminder: ReactNode
}

type Bar = Exclude<RenewalStanding, { readonly may: 'online' | 'with-form' }>

const Unfinished = ({
  bar,
  issuer,
}: {
  readonly bar: Extract<Bar, { may: 'unfinished' }>
  readonly issuer: IssuerView
}) => {
  const { words } = useAssistant()
  const say = words.renewal.barred
  const { transactionId, orderNumber } = bar
  return (
    <Note
      tone="info"
      title={say.unfinished}
      actions={
        transactionId !== null && (
          <Button type="primary" onClick={() => go({ page: 'renewal-progress', transactionId })}>
            {words.renewal.list.progress}
          </Button>
        )
      }
    >
      <p>{transactionId === null ? say.unfinishedElsewhere(orderNumber) : say.unfinishedHere}</p>
      {transactionId === null && <WhereToAsk issuer={issuer} />}
    </Note>
  )
}

/** The version of this program is too old. What was typed stays. */
export const TooOld = ({ wanted }: { readonly wanted: string }) => {
  const { snapshot, words } = useAssistant()
  const say = words.renewal.barred
  return (
    <Note
      tone="soon"
      title={say.older}
      actions={<Button onClick={() => go({ page: 'settings', section: 'about' })}>{words.tray.about}</Button>}
    >
      <p>{say.olderMeaning(wanted, snapshot.about.version)}</p>
    </Note>
  )
}

/** Why it cannot be renewed now, and what can be done instead. */
export const Barred = ({ quote, issuer, reminder }: BarredProps) => {
  const { words } = useAssistant()
  const say = words.renewal.barred
  const { standing } = quote
  switch (standing.may) {
    case 'online':
    case 'with-form':
      return null
    case 'too-early':
      return (
        <Note tone="info" title={say.tooEarly}>
          <p>{say.tooEarlyMeaning(dateOf(standing.from))}</p>
          {reminder}
        </Note>
      )
    case 'too-late':
      return (
        <Note tone="bad" title={say.tooLate}>
          <p>{say.tooLateMeaning(dateOf(standing.since))}</p>
          <WhereToAsk issuer={issuer} />
        </Note>
      )
    case 'unfinished':
      return <Unfinished bar={standing} issuer={issuer} />
    case 'no':
      return (
        <Note
          tone="bad"
          title={say.noTitle}
          actions={
            <Button onClick={() => go({ page: 'issue', tokenId: null })}>{words.issuance.another}</Button>
          }
        >
          <p>{say.no[standing.because]}</p>
        </Note>
      )
    default:
      return assertNever(standing)
  }
}
