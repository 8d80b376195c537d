import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

/** 立即检查. What came of it stands in the snapshot; only a refusal to look at all is this action's own error. */
export const useLooking = (): Action & { look(): void; readonly cannotLook: boolean } => {
  const { client, snapshot } = useAssistant()
  const action = useAction()
  const { stage } = snapshot.updates
  return {
    ...action,
    look: () => void action.run(() => client.updates.look()),
    cannotLook: action.pending || ['off', 'looking', 'downloading', 'taking', 'placed'].includes(stage.is),
  }
}
