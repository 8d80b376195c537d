import { Button } from 'antd'
import type { ReactNode } from 'react'
import styles from './form.module.css'
import { Waiting } from './waiting.tsx'

type Props = {
  /** What is on the left: a way back, or another way out. */
  readonly aside?: ReactNode
  readonly waiting?: { readonly active: boolean; readonly words: string }
  readonly children: ReactNode
}

/** The end of a card: other ways on the left, the next step on the right. It stays in view however long the page is. */
export const Foot = ({ aside, waiting, children }: Props) => (
  <div className={styles.foot}>
    {aside}
    <span className={styles.waiting}>{waiting && <Waiting {...waiting} />}</span>
    {children}
  </div>
)

type FormFootProps = {
  readonly act: string
  readonly pending: boolean
  readonly waiting: string
  readonly blocked?: boolean
  readonly aside?: ReactNode
  /** Another form of the page has the button that stands out. */
  readonly quiet?: boolean
}

/** The end of a form. Its button names the act with a verb and is busy while the act runs. */
export const FormFoot = ({ act, pending, waiting, blocked = false, aside, quiet = false }: FormFootProps) => (
  <Foot aside={aside} waiting={{ active: pending, words: waiting }}>
    <Button type={quiet ? 'default' : 'primary'} size="large" htmlType="submit" disabled={pending || blocked}>
      {act}
    </Button>
  </Foot>
)
