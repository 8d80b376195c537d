import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { CertificateView, PromptView, TokenView } from '../../shared/models/index.ts'
import { Holder } from '../certificates/holder.tsx'
import { SealMark } from '../drawings/seal-mark.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { useNow } from '../live/use-now.ts'
import { Facts } from '../parts/facts.tsx'
import { dateOf, deviceName, grouped } from '../words/format.ts'
import styles from './prompt.module.css'

export type PromptProps = {
  readonly prompt: PromptView
  readonly titleId: string
  /** The window's own heading, or that of a dialog on a page that has one. */
  readonly heading: 'h1' | 'h2'
}

export const Head = ({
  prompt,
  title,
  titleId,
  heading: Heading,
}: PromptProps & { readonly title: string }) => {
  const { words } = useAssistant()
  return (
    <div className={styles.head}>
      <SealMark size={36} />
      <div>
        <Heading id={titleId}>{title}</Heading>
        <p className={styles.asker}>
          {words.prompt.from} {prompt.asker ?? words.prompt.assistantAsks}
        </p>
      </div>
    </div>
  )
}

export const Expiry = ({ at }: { readonly at: string }) => {
  const { words } = useAssistant()
  const now = useNow(true)
  const seconds = Math.ceil((Date.parse(at) - now) / 1_000)
  return seconds > 0 && seconds <= 60 ? (
    <p className={styles.warning}>{words.prompt.expiresIn(seconds)}</p>
  ) : null
}

const certificateIn = (token: TokenView | undefined, id: string | null): CertificateView | null => {
  const views = token?.pairs.flatMap(({ signing, encryption }) => [signing, encryption]) ?? []
  return views.find((view) => view?.id === id) ?? null
}

const Named = ({ view }: { readonly view: CertificateView }) => {
  const { words } = useAssistant()
  return (
    <>
      <Holder view={view} />
      <span className={styles.until}>{words.certificates.until(dateOf(view.notAfter))}</span>
    </>
  )
}

export const With = ({
  token,
  prompt,
}: {
  readonly token: TokenView | undefined
  readonly prompt: PromptView
}) => {
  const { words } = useAssistant()
  const view = certificateIn(token, prompt.certificateId)
  if (!token) return null
  const device = [deviceName(token, words), grouped(token.serial)].filter(Boolean).join(' · ')
  return (
    <div className={styles.what}>
      <Facts
        facts={[
          ...(view ? [{ name: words.prompt.with, value: <Named view={view} /> }] : []),
          { name: words.prompt.on, value: device },
        ]}
      />
    </div>
  )
}

type FootProps = {
  readonly refuse: () => void
  readonly act: string
  readonly disabled: boolean
  readonly waiting?: ReactNode
}

export const Foot = ({ refuse, act, disabled, waiting }: FootProps) => {
  const { words } = useAssistant()
  return (
    <div className={styles.buttons}>
      <Button size="large" onClick={refuse}>
        {words.prompt.refuse}
      </Button>
      {waiting}
      <Button size="large" type="primary" htmlType="submit" disabled={disabled}>
        {act}
      </Button>
    </div>
  )
}
