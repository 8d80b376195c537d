import type { SealView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { SealProblem } from './seal-problem.tsx'

type Props = {
  readonly seal: SealView
  readonly open: boolean
  readonly close: () => void
  readonly removed: () => void
}

/** Asks before a seal is removed. It says what stays, and that the seal can be saved first. */
export const RemoveDialog = ({ seal, open, close, removed }: Props) => {
  const { client, words } = useAssistant()
  const say = words.seals
  const { pending, error, run } = useAction()
  const remove = async () => {
    if (!(await run(() => client.seals.remove({ sealId: seal.id })))) return
    close()
    removed()
  }
  return (
    <ConfirmDialog
      open={open}
      title={seal.kind === 'seal' ? say.removeTitle(seal.name) : say.removeUnreadableTitle}
      pending={pending}
      say={{ no: say.keep, yes: say.removeYes, doing: say.removing }}
      close={close}
      confirm={() => void remove()}
    >
      <p>{say.removeMeaning}</p>
      <SealProblem error={error} />
    </ConfirmDialog>
  )
}
