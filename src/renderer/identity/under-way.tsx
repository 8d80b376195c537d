import { Button } from 'antd'
import type { DossierPurpose } from '../../shared/identity/kinds.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { dateTimeOf } from '../words/format.ts'

type Props = {
  readonly issuerId: string
  /** The user name of the account that it is about; null: 注册 and 人工申诉 are about nobody yet. */
  readonly owner: string | null
  readonly purposes: readonly DossierPurpose[]
}

/** What was begun at this authority and is not finished, each with the way back into it. */
export const UnderWay = ({ issuerId, owner, purposes }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.identity
  return snapshot.dossiers
    .filter((one) => one.issuerId === issuerId && one.owner === owner && purposes.includes(one.purpose))
    .map(({ key, purpose, kind, number, savedAt }) => (
      <Note
        key={key}
        tone="info"
        title={say.begin.underWayLine(say.titles[purpose], number)}
        actions={<Button onClick={() => go({ page: 'dossier', dossierKey: key })}>{say.begin.goOn}</Button>}
      >
        <p>
          {say.kinds[kind]} · {dateTimeOf(savedAt)}
        </p>
      </Note>
    ))
}
