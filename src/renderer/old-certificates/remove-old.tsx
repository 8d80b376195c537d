import { Button } from 'antd'
import { useState } from 'react'
import { isReplaced, mayOpenFiles } from '../../shared/health/replaced.ts'
import type { CertificatePair, TokenView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'

type Props = { readonly token: TokenView; readonly pair: CertificatePair }

/** Asks before an old pair leaves its Ukey. What only its key opens must be given up by a tick of its own. */
const RemoveOldDialog = ({ token, pair, close }: Props & { readonly close: () => void }) => {
  const { client, words } = useAssistant()
  const say = words.oldCertificates
  const { pending, error, run } = useAction()
  const [filesGivenUp, giveUp] = useState(false)
  const asksForFiles = mayOpenFiles(pair)
  const remove = async () => {
    const wish = { tokenId: token.id, pairId: pair.id, filesGivenUp }
    if (await run(() => client.oldCertificates.remove(wish))) close()
  }
  return (
    <ConfirmDialog
      open
      title={say.title}
      pending={pending}
      blocked={asksForFiles && !filesGivenUp}
      say={{ no: say.keep, yes: say.remove, doing: say.removing }}
      close={close}
      confirm={() => void remove()}
    >
      <div className={form.stack}>
        <p>{say.meaning}</p>
        {asksForFiles && (
          <>
            <p>{say.files}</p>
            <label className={form.tick}>
              <input
                type="checkbox"
                checked={filesGivenUp}
                onChange={({ target }) => giveUp(target.checked)}
              />
              <span>{say.filesGivenUp}</span>
            </label>
          </>
        )}
        {error && <ErrorNote report={error} />}
      </div>
    </ConfirmDialog>
  )
}

/** 移除, where the Ukey can delete and the pair has been replaced. */
export const RemoveOld = ({ token, pair }: Props) => {
  const { snapshot, words } = useAssistant()
  const [open, setOpen] = useState(false)
  const can = token.kind === 'ukey' && token.capabilities.includes('delete-objects') && !token.pin.locked
  if (!can || !isReplaced(pair, snapshot.tokens)) return null
  return (
    <>
      <Button size="small" disabled={token.busy !== null} onClick={() => setOpen(true)}>
        {words.oldCertificates.remove}
      </Button>
      {open && <RemoveOldDialog token={token} pair={pair} close={() => setOpen(false)} />}
    </>
  )
}
