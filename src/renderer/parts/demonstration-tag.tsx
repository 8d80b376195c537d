import { Tooltip } from 'antd'
import { useAssistant } from '../live/use-live.tsx'
import styles from './demonstration-tag.module.css'

/** Whatever comes from the authority inside is marked: nobody may take it for the real thing. */
export const DemonstrationTag = () => {
  const { words } = useAssistant()
  return (
    <Tooltip title={words.everywhere.demonstrationMeaning}>
      <span className={styles.tag}>{words.everywhere.demonstration}</span>
    </Tooltip>
  )
}
