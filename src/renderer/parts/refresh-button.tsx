import { Button, type ButtonProps } from 'antd'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from './refresh-button.module.css'
import { Waiting } from './waiting.tsx'

const useRefresh = () => {
  const { client } = useAssistant()
  const { pending, run } = useAction()
  return { pending, refresh: () => void run(() => client.state.refresh()) }
}

/** Looks for tokens again, and says so if that takes noticeably long. */
export const RefreshButton = () => {
  const { words } = useAssistant()
  const { pending, refresh } = useRefresh()
  return (
    <span className={styles.header}>
      <Waiting active={pending} words={words.everywhere.refreshing} />
      <Button type="text" icon={<Icon name="refresh" size={16} />} onClick={refresh}>
        {words.everywhere.refresh}
      </Button>
    </span>
  )
}

/** The same button, beside a problem that it may solve. */
export const RefreshHere = ({ size }: Pick<ButtonProps, 'size'>) => {
  const { words } = useAssistant()
  const { pending, refresh } = useRefresh()
  return (
    <span className={styles.here}>
      <Waiting active={pending} words={words.everywhere.refreshing} />
      <Button onClick={refresh} {...(size ? { size } : {})}>
        {words.everywhere.refresh}
      </Button>
    </span>
  )
}
