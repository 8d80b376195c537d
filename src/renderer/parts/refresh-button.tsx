import { Button } from 'antd'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from './refresh-button.module.css'
import { Waiting } from './waiting.tsx'

/** Looks for tokens again; says so when that takes long enough to be noticed. */
export const RefreshButton = () => {
  const { client, words } = useAssistant()
  const { pending, run } = useAction()
  return (
    <span className={styles.refresh}>
      <Waiting active={pending} words={words.everywhere.refreshing} />
      <Button
        type="text"
        icon={<Icon name="refresh" size={16} />}
        onClick={() => void run(() => client.state.refresh())}
      >
        {words.everywhere.refresh}
      </Button>
    </span>
  )
}
