import { Login } from '../account/login.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import styles from '../parts/form.module.css'
import { go } from '../place/use-place.ts'

/** Whom the certificate is for. Only a person who has not logged in is asked. */
export const AccountMoment = ({ issuerId }: { readonly issuerId: string }) => {
  const { words } = useAssistant()
  return (
    <Card>
      <div className={styles.column}>
        <p className={styles.lead}>{words.issuance.loginFirst}</p>
        <Login issuerId={issuerId} onCancel={() => go({ page: 'home' })} />
      </div>
    </Card>
  )
}
