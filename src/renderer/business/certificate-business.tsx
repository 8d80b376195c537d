import { Button, Select } from 'antd'
import { useState } from 'react'
import {
  type BusinessKind,
  type BusinessOffer,
  offersFor,
  type Subject,
  subjectsOf,
} from '../../shared/business/offers.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { IconName } from '../drawings/icon.tsx'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import { Tile } from '../parts/tile.tsx'
import { go } from '../place/use-place.ts'
import { dateOf, tokenName } from '../words/format.ts'
import styles from './business.module.css'

const icons: Readonly<Record<BusinessKind, IconName>> = {
  issue: 'pen',
  renew: 'clock',
  upgrade: 'certificate',
  replacement: 'refresh',
  unlock: 'lock',
  pin: 'chip',
  backup: 'copy',
  rehearsal: 'review',
}

const Offer = ({ offer: { kind, bar, begun, place } }: { readonly offer: BusinessOffer }) => {
  const say = useAssistant().words.business
  const meaning = bar !== null ? say.bars[bar] : begun ? say.begun : say.meanings[kind]
  return (
    <li>
      <Tile icon={icons[kind]} word={say.kinds[kind]} meaning={meaning} place={bar === null ? place : null} />
    </li>
  )
}

/** Possible ones first; the others keep their order behind them. */
const inOrder = (offers: readonly BusinessOffer[]): readonly BusinessOffer[] => [
  ...offers.filter(({ bar }) => bar === null),
  ...offers.filter(({ bar }) => bar !== null),
]

const Nothing = () => {
  const { words } = useAssistant()
  const say = words.business
  return (
    <Card>
      <div className={form.stack}>
        <div>
          <p className={form.lead}>{say.nothing}</p>
          <p className={form.soft}>{say.nothingMeaning}</p>
        </div>
        <nav className={form.row} aria-label={say.noToken}>
          <Button type="primary" onClick={() => go({ page: 'issue', tokenId: null })}>
            {say.kinds.issue}
          </Button>
          <Button onClick={() => go({ page: 'replacement', issuerId: null })}>{say.kinds.replacement}</Button>
          <Button onClick={() => go({ page: 'restore' })}>{words.backup.title}</Button>
        </nav>
      </div>
    </Card>
  )
}

const useSubjectName = () => {
  const { words } = useAssistant()
  return ({ token, view }: Subject): string => {
    const name = tokenName(token, words)
    return view ? [view.holder, name, words.certificates.until(dateOf(view.notAfter))].join(' · ') : name
  }
}

/** 证书业务: every business of one certificate, and why not for those that are not possible. */
export const CertificateBusiness = () => {
  const { snapshot, words } = useAssistant()
  const say = words.business
  const nameOf = useIssuerName()
  const subjectName = useSubjectName()
  const [chosen, choose] = useState<string | null>(null)
  const subjects = subjectsOf(snapshot)
  const subject = subjects.find(({ id }) => id === chosen) ?? subjects[0]
  if (subject === undefined) return <Nothing />
  const issuer = subject.view ? issuerById(snapshot, subject.view.issuerId) : snapshot.issuer
  return (
    <Card>
      <div className={form.stack}>
        <Field label={say.which} hint={issuer ? say.issuedBy(nameOf(issuer)) : words.issuers.unknown}>
          {(ties) => (
            <Select
              id={ties.id}
              aria-describedby={ties['aria-describedby']}
              value={subject.id}
              onChange={choose}
              showSearch
              optionFilterProp="label"
              // Inside the card, so that it belongs to the page's main part.
              getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
              options={subjects.map((one) => ({ value: one.id, label: subjectName(one) }))}
            />
          )}
        </Field>
        <ul className={styles.tiles} aria-label={say.certificates}>
          {inOrder(offersFor(snapshot, subject)).map((offer) => (
            <Offer key={offer.kind} offer={offer} />
          ))}
        </ul>
      </div>
    </Card>
  )
}
