import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import styles from './form.module.css'
import { Waiting } from './waiting.tsx'

type Props = {
  readonly open: boolean
  readonly title: string
  /** What stays and what does not. An error of the last attempt stands below it. */
  readonly children: ReactNode
  readonly pending: boolean
  /** Something must be done first, which the text says. */
  readonly blocked?: boolean
  readonly say: { readonly no: string; readonly yes: string; readonly doing: string }
  readonly close: () => void
  readonly confirm: () => void
}

/** Asks before something that cannot be taken back. Staying as it is comes first. */
export const ConfirmDialog = ({
  open,
  title,
  children,
  pending,
  blocked = false,
  say,
  close,
  confirm,
}: Props) => (
  <Modal
    open={open}
    title={title}
    onCancel={close}
    width={440}
    centered
    // Kept at its place in the page: at the end of the body it would lock the scrolling with a style that the policy
    // forbids.
    getContainer={false}
    closable={false}
    footer={
      <div className={styles.buttons}>
        <Waiting active={pending} words={say.doing} />
        <Button onClick={close} autoFocus>
          {say.no}
        </Button>
        <Button danger disabled={pending || blocked} onClick={confirm}>
          {say.yes}
        </Button>
      </div>
    }
  >
    {children}
  </Modal>
)
