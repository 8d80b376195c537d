import { Button } from 'antd'
import { useAssistant } from '../../live/use-live.tsx'
import styles from '../../parts/form.module.css'
import { Waiting } from '../../parts/waiting.tsx'

/** The one way on, and what is waited for. */
export const NextButton = ({ pending }: { readonly pending: boolean }) => {
  const { words } = useAssistant()
  return (
    <div className={styles.buttons}>
      <Waiting active={pending} words={words.careUnlock.starting} />
      <Button type="primary" size="large" htmlType="submit" disabled={pending}>
        {words.careUnlock.next}
      </Button>
    </div>
  )
}
