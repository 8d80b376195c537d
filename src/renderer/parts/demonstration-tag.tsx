import { Tooltip } from 'antd'
import { useAssistant } from '../live/use-live.tsx'
import styles from './demonstration-tag.module.css'

/** Marks everything that comes from the authority inside, so that nobody takes it for real. */
export const DemonstrationTag = () => {
  const { words } = useAssistant()
  return (
    <Tooltip title={words.everywhere.demonstrationMeaning}>
      <span className={styles.tag}>{words.everywhere.demonstration}</span>
    </Tooltip>
  )
}
