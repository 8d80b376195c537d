import { Button } from 'antd'
import type { ReactNode } from 'react'
import { leadingCertificate, leadingPair } from '../../shared/certificates/leading.ts'
import { type Concern, concernsOf } from '../../shared/health/assistant-health.ts'
import type { PairAction } from '../../shared/health/pair-health.ts'
import type { CertificatePair, Snapshot, TokenView } from '../../shared/models/index.ts'
import { isOpen } from '../../shared/transactions/progress.ts'
import { pairStatus } from '../certificates/pair-status.ts'
import { useAssistant } from '../live/use-live.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { pinStatus } from '../pin/pin-status.ts'
import { go } from '../place/use-place.ts'
import { ResumeButton } from '../replacement/resume-button.tsx'
import styles from './lead.module.css'

type OfToken = Extract<Concern, { readonly kind: 'token' }>

/** A banner below already leads with what has to be done. */
const isBannered = ({ reminders, transactions }: Snapshot): boolean =>
  reminders.length > 0 || transactions.some(isOpen)

/** The person's own name for the key tells two keys of one holder apart. */
const subjectOf = (token: TokenView, pair: CertificatePair | null): string =>
  token.nickname ?? ((pair && leadingCertificate(pair)?.holder) || token.label)

/** What is done about a pair from the first page. Everything else is done on its card. */
const useAct = (token: TokenView, pair: CertificatePair | null) => {
  const { words } = useAssistant()
  const view = pair && leadingCertificate(pair)
  const issue = () => go({ page: 'issue', tokenId: token.id })
  const acts: Partial<Readonly<Record<PairAction, readonly [string, () => void]>>> = {
    issue: [words.issuance.another, issue],
    renew: [
      words.certificates.renew,
      () => (view ? go({ page: 'renewal', certificateId: view.id }) : issue()),
    ],
  }
  return acts
}

const Care = ({ concern: { token, tone, health } }: { readonly concern: OfToken }) => {
  const { words } = useAssistant()
  const pair = health.cause === 'pair' ? health.pair : leadingPair(token.pairs)
  const acts = useAct(token, pair)
  const isPair = health.cause === 'pair'
  const sentence = isPair ? pairStatus(health.pair, words).sentence : pinStatus(token, words).words
  const resumed = isPair && health.health.action === 'resume' ? leadingCertificate(health.pair) : null
  const act =
    health.cause === 'locked'
      ? ([words.pin.goUnlock, () => go({ page: 'unlock', tokenId: token.id })] as const)
      : isPair
        ? acts[health.health.action]
        : undefined
  return (
    <Line
      action={
        act ? (
          <Button type="primary" onClick={act[1]}>
            {act[0]}
          </Button>
        ) : (
          resumed && <ResumeButton view={resumed} primary />
        )
      }
    >
      <StateWord tone={tone} {...(health.cause === 'locked' ? { icon: 'lock' } : {})}>
        {words.home.about(subjectOf(token, pair), sentence)}
      </StateWord>
    </Line>
  )
}

/** Days until each of the certificates in use ends. */
const daysOf = ({ tokens }: Snapshot): readonly number[] =>
  tokens.flatMap(({ pairs }) => {
    const pair = leadingPair(pairs)
    return pair?.state === 'valid' ? (leadingCertificate(pair)?.daysLeft ?? []) : []
  })

const Line = ({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) => {
  const { words } = useAssistant()
  return (
    <section className={styles.lead} aria-label={words.home.now}>
      <p>{children}</p>
      {action}
    </section>
  )
}

/** The one sentence that the first page says, and the one button that helps. */
export const Lead = () => {
  const { snapshot, words } = useAssistant()
  if (snapshot.tokens.length === 0 || isBannered(snapshot)) return null
  const concerns = concernsOf(snapshot)
  const concern = concerns.find((one) => one.kind === 'token')
  if (concern) return <Care concern={concern} />
  const days = daysOf(snapshot)
  if (concerns.length > 0 || days.length === 0) return null
  const { allWell, allWellSeveral } = words.home
  const say = days.length === 1 ? allWell : allWellSeveral
  return (
    <Line>
      <StateWord tone="good">{say(Math.min(...days))}</StateWord>
    </Line>
  )
}
