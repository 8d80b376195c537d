import { Button } from 'antd'
import { useState } from 'react'
import { leadingCertificate, leadingPair } from '../../shared/certificates/leading.ts'
import type { TokenView } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { RemoveOld } from '../old-certificates/remove-old.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { dateOf, deviceName, grouped } from '../words/format.ts'
import styles from './ended-tokens.module.css'
import { RehearseLink } from './rehearse-link.tsx'
import { TokenDrawing } from './token-drawing.tsx'

/** Asks before a soft certificate is put out of sight. It says what becomes of its file and of what it encrypted. */
const Remove = ({ token }: { readonly token: TokenView }) => {
  const { client, words } = useAssistant()
  const say = words.certificates.ended
  const [open, setOpen] = useState(false)
  const { pending, error, run } = useAction()
  const close = () => setOpen(false)
  const remove = async () => {
    if (await run(() => client.certificates.remove({ tokenId: token.id }))) close()
  }
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {say.remove}
      </Button>
      <ConfirmDialog
        open={open}
        title={say.removeTitle}
        pending={pending}
        say={{ no: say.keep, yes: say.remove, doing: say.removing }}
        close={close}
        confirm={() => void remove()}
      >
        <p>{say.removeMeaning}</p>
        {error && <ErrorNote report={error} />}
      </ConfirmDialog>
    </>
  )
}

const Ended = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const say = words.certificates
  const pair = leadingPair(token.pairs)
  const view = pair && leadingCertificate(pair)
  if (!pair || !view) return null
  return (
    <li className={styles.row}>
      <TokenDrawing token={token} light="off" />
      <div className={styles.names}>
        <p>{view.holder}</p>
        <p className={styles.soft}>
          {[deviceName(token, words), grouped(token.serial)].filter(Boolean).join(' · ')}
        </p>
        <p className={styles.soft}>
          {[say.state[pair.state], say.until(dateOf(view.notAfter)), say.ended.replacedBy].join(' · ')}
        </p>
      </div>
      <div className={styles.acts}>
        <Button size="small" href={hashOf({ page: 'certificate', certificateId: view.id })}>
          {say.view}
        </Button>
        <RehearseLink pair={pair} />
        {token.kind === 'soft' ? <Remove token={token} /> : <RemoveOld token={token} pair={pair} />}
      </div>
    </li>
  )
}

/** Tokens whose certificates another one has replaced. They are kept for what was encrypted, and need nothing. */
export const EndedTokens = ({ tokens }: { readonly tokens: readonly TokenView[] }) => {
  const { words } = useAssistant()
  if (tokens.length === 0) return null
  return (
    <details className={styles.ended}>
      <summary>
        {words.certificates.ended.title(tokens.length)}
        <Icon name="down" size={16} />
      </summary>
      <ul>
        {tokens.map((token) => (
          <Ended key={token.id} token={token} />
        ))}
      </ul>
    </details>
  )
}
