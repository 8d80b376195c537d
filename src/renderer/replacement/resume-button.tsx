import { Button } from 'antd'
import { useState } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import type { CertificateView } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'

type Suspended = Pick<CertificateView, 'issuerId' | 'serial'>
type Props = {
  readonly view: Suspended
  /** In the foot of a page it is as large as its neighbours. */
  readonly size?: 'small' | 'large'
  /** On the first page it is the one button that stands out. */
  readonly primary?: boolean
  readonly done?: () => void
}

/** 解除挂失, after a question. Only the holder can do it, so the login comes first. */
export const ResumeButton = ({
  view: { issuerId, serial },
  size = 'small',
  primary = false,
  done,
}: Props) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.replacement
  const [open, setOpen] = useState(false)
  const { pending, error, run } = useAction()
  if (issuerId === null) return null
  const signedIn = accountAt(snapshot, issuerId).state === 'signed-in'
  const close = () => setOpen(false)
  const resume = async () => {
    if (!(await run(() => client.replacement.resume({ issuerId, serial })))) return
    close()
    done?.()
  }
  return (
    <>
      <Button {...(primary ? { type: 'primary' } : { size })} onClick={() => setOpen(true)}>
        {say.resume}
      </Button>
      <ConfirmDialog
        open={open}
        title={say.resumeTitle}
        pending={pending}
        blocked={!signedIn}
        say={{ no: say.resumeNo, yes: say.resume, doing: say.resuming }}
        close={close}
        confirm={() => void resume()}
      >
        <p>{say.resumeMeaning}</p>
        {!signedIn && (
          <Note
            tone="info"
            title={say.resumeLogin}
            actions={<Button href={hashOf({ page: 'login', issuerId })}>{words.account.title}</Button>}
          />
        )}
        {error && <ErrorNote report={error} />}
      </ConfirmDialog>
    </>
  )
}
