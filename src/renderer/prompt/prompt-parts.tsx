import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { CertificateView, PromptOf, PromptView } from '../../shared/models/index.ts'
import { Holder } from '../certificates/holder.tsx'
import { SealMark } from '../drawings/seal-mark.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { useNow } from '../live/use-now.ts'
import { Facts } from '../parts/facts.tsx'
import { dateOf, deviceName, grouped } from '../words/format.ts'
import { Asker } from './asker.tsx'
import { certificateOn } from './certificate-on.ts'
import styles from './prompt.module.css'

export type PromptProps<View extends PromptView = PromptView> = {
  readonly prompt: View
  readonly titleId: string
  /** h1 is the heading of a window; h2 is that of a dialog on a page, which has its own h1. */
  readonly heading: 'h1' | 'h2'
}

export const Head = ({
  prompt,
  title,
  titleId,
  heading: Heading,
}: PromptProps & { readonly title: string }) => (
  <div className={styles.head}>
    <SealMark size={36} />
    <div>
      <Heading id={titleId}>{title}</Heading>
      <Asker asker={prompt.asker} />
    </div>
  </div>
)

export const Expiry = ({ at }: { readonly at: string }) => {
  const { words } = useAssistant()
  const now = useNow(true)
  const seconds = Math.ceil((Date.parse(at) - now) / 1_000)
  return seconds > 0 && seconds <= 60 ? (
    <p className={styles.warning}>{words.prompt.expiresIn(seconds)}</p>
  ) : null
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

/** The certificate and the token that are used. */
export const With = ({ prompt }: { readonly prompt: PromptOf<'pin' | 'consent'> }) => {
  const { snapshot, words } = useAssistant()
  const token = snapshot.tokens.find(({ id }) => id === prompt.tokenId)
  const view = certificateOn(token, prompt.certificateId)
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
  /** null if the answer is given above. */
  readonly act: string | null
  readonly disabled: boolean
  readonly waiting?: ReactNode
  /** Puts the focus on the refusal if no field has it: a key that is pressed by chance must not grant anything. */
  readonly focus?: 'refuse'
}

export const Foot = ({ refuse, act, disabled, waiting, focus }: FootProps) => {
  const { words } = useAssistant()
  return (
    <div className={styles.buttons}>
      <Button size="large" onClick={refuse} {...(focus ? { autoFocus: true } : {})}>
        {words.prompt.refuse}
      </Button>
      {waiting}
      {act !== null && (
        <Button size="large" type="primary" htmlType="submit" disabled={disabled}>
          {act}
        </Button>
      )}
    </div>
  )
}
