import { Button } from 'antd'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/form.module.css'

/** A business that has stopped must not block another certificate. */
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
