import { Button } from 'antd'
import type { UnlockView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'

export const DoneMoment = () => {
  const { words } = useAssistant()
  const say = words.unlock
  return (
    <Note
      tone="good"
      title={say.done}
      urgent
      actions={
        <Button type="primary" onClick={() => go({ page: 'home' })}>
          {say.finish}
        </Button>
      }
    >
      <p>{say.doneMeaning}</p>
    </Note>
  )
}

type Props = { readonly view: UnlockView }

/** The authority holds no secret of this token. Its code is for the maker's tool or the service point. */
export const ElsewhereMoment = ({ view }: Props) => {
  const { words } = useAssistant()
  const say = words.unlock
  const code = view.authorisationCode ?? ''
  return (
    <Card>
      <div className={styles.stack}>
        <Note tone="info" title={say.elsewhere} urgent>
          <p>{say.elsewhereMeaning}</p>
        </Note>
        <p>{say.authorisationCode}</p>
        <p className={styles.code}>
          {code} <CopyButton text={code} label={`${words.everywhere.copy} ${say.authorisationCode}`} />
        </p>
      </div>
    </Card>
  )
}
