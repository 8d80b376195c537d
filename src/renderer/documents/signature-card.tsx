import type { ReactNode } from 'react'
import type { Coverage, SignatureVerdict } from '../../shared/documents/verdict.ts'
import type { ReadableSeal } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { dateOf, dateTimeOf, grouped } from '../words/format.ts'
import styles from './details.module.css'
import { outcomeLooks } from './file-words.ts'
import { Reasons } from './reasons.tsx'
import { SealThumb } from './seal-thumb.tsx'
import { VerdictChain } from './verdict-chain.tsx'

type Props = {
  readonly signature: SignatureVerdict
  /** null if it is the only one. */
  readonly number: number | null
}

const listed = (title: string, names: readonly string[], separator: string): ReactNode =>
  names.length === 0 ? title : `${title}${names.join(separator)}`

const coverageWords = (coverage: Coverage, { documentsPage: { details } }: Texts): ReactNode =>
  coverage.state === 'part'
    ? listed(details.coverages.part, coverage.open, details.list.separator)
    : details.coverages[coverage.state]

const timeWords = ({ time }: SignatureVerdict, { documentsPage: { details } }: Texts): ReactNode => {
  switch (time.state) {
    case 'stamped':
      return (
        <>
          {details.stamped(dateTimeOf(time.at))}
          <br />
          {details.stampedBy(time.authority)}
        </>
      )
    case 'claimed':
      return details.claimed(dateTimeOf(time.at))
    case 'none':
      return details.noTime
  }
}

const addedWords = ({ addedAfter }: SignatureVerdict, { documentsPage: { details } }: Texts): ReactNode =>
  'what' in addedAfter
    ? listed(details.addedAfter[addedAfter.state], addedAfter.what, details.list.separator)
    : details.addedAfter[addedAfter.state]

const factsOf = (signature: SignatureVerdict, words: Texts): readonly Fact[] => {
  const say = words.documentsPage.details
  return [
    { name: say.time, value: timeWords(signature, words) },
    { name: say.content, value: words.verification.integrity[signature.integrity] },
    { name: say.coverage, value: coverageWords(signature.coverage, words) },
    { name: say.added, value: addedWords(signature, words) },
  ]
}

const moreOf = ({ signer, seal }: SignatureVerdict, words: Texts): readonly Fact[] => {
  const say = words.documentsPage.details
  const ofSigner =
    signer.state === 'named'
      ? [
          { name: say.subject, value: signer.certificate.subject },
          { name: say.issuer, value: signer.certificate.issuer },
          { name: say.serial, value: grouped(signer.certificate.serial) },
          {
            name: say.validity,
            value: `${dateOf(signer.certificate.validFrom)} – ${dateOf(signer.certificate.validTo)}`,
          },
          { name: say.fingerprint, value: grouped(signer.certificate.fingerprint) },
        ]
      : []
  const ofSeal =
    seal.state === 'sealed'
      ? [
          { name: say.sealNumber, value: seal.number },
          { name: say.sealMaker, value: seal.maker },
          { name: say.sealValidity, value: `${dateOf(seal.validFrom)} – ${dateOf(seal.validTo)}` },
          { name: say.sealStandard, value: seal.standard },
        ]
      : []
  return [...ofSigner, ...ofSeal]
}

/** The name of a person or company within the name of a certificate; the whole name if there is none. */
const commonName = (subject: string): string => /(?:^|,\s*)CN=([^,]+)/i.exec(subject)?.[1] ?? subject

/** The same seal on a token that is here, whose picture is known. */
const useKnownSeal = ({ seal }: SignatureVerdict): ReadableSeal | undefined => {
  const { seals } = useAssistant().snapshot
  if (seal.state === 'none') return undefined
  return seals.find((one): one is ReadableSeal => one.kind === 'seal' && one.number === seal.number)
}

const Who = ({ signature }: Pick<Props, 'signature'>) => {
  const { words } = useAssistant()
  const say = words.documentsPage.details
  const { signer, seal } = signature
  const known = useKnownSeal(signature)
  return (
    <div className={styles.who}>
      {known ? (
        <SealThumb seal={known} />
      ) : (
        <Icon name={seal.state === 'sealed' ? 'seal' : 'pen'} size={28} />
      )}
      <div>
        <strong>
          {signer.state === 'named' ? commonName(signer.certificate.subject) : say.signerUnknown}
        </strong>
        <small>
          {say.forms[signature.form]}
          {seal.state === 'sealed' && ` · ${seal.name}`}
        </small>
      </div>
    </div>
  )
}

/** One signature: who, when, over what, what came later, and whether all of that is certain. */
export const SignatureCard = ({ signature, number }: Props) => {
  const { words } = useAssistant()
  const say = words.documentsPage.details
  const { outcome, chain, reasons } = signature
  const more = moreOf(signature, words)
  return (
    <Card>
      <div className={styles.signature}>
        <div className={styles.signatureHead}>
          {number !== null && <h3>{say.nth(number)}</h3>}
          <StateWord {...outcomeLooks[outcome]}>
            <strong>{words.verification.outcomes[outcome]}</strong>
          </StateWord>
        </div>
        <Who signature={signature} />
        <Facts facts={factsOf(signature, words)} />
        <VerdictChain chain={chain} />
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        {more.length > 0 && (
          <details className={styles.more}>
            <summary>
              {say.more}
              <Icon name="down" size={16} />
            </summary>
            <Facts facts={more} />
          </details>
        )}
      </div>
    </Card>
  )
}
