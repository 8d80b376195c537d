import { Button } from 'antd'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/form.module.css'

/** What has stopped must not stand in the way of another certificate. */
export const ElsewhereLink = ({ leave }: { readonly leave: () => void }) => {
  const { words } = useAssistant()
  return (
    <div>
      <Button type="link" className={styles.flush ?? ''} onClick={leave}>
        {words.transactions.elsewhere}
      </Button>
    </div>
  )
}
