import { Button } from 'antd'
import type { DocumentWorkKind } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Icon, type IconName } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Waiting } from '../parts/waiting.tsx'
import styles from './documents.module.css'
import { DropDrawing } from './drop-drawing.tsx'

const icons: Readonly<Record<DocumentWorkKind, IconName>> = {
  verify: 'checkCircle',
  sign: 'pen',
  encrypt: 'lock',
  decrypt: 'unlock',
}
const works: readonly DocumentWorkKind[] = ['verify', 'sign', 'encrypt', 'decrypt']

type Props = {
  readonly pending: boolean
  /** Chooses files, and goes on with the work if one was named. */
  readonly choose: (work: DocumentWorkKind | null) => void
}

/** What the page is for, before any file is there. It needs no key, no account and no network. */
export const Invitation = ({ pending, choose }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage
  return (
    <>
      <p className={styles.lead}>{say.lead}</p>
      <div className={styles.invitation}>
        <DropDrawing />
        <h2>{say.drop.title}</h2>
        <Button type="primary" size="large" disabled={pending} onClick={() => choose(null)}>
          {say.drop.choose}
        </Button>
        <Waiting active={pending} words={say.drop.adding} />
        {snapshot.about.shell === 'web' && <p className={styles.small}>{say.drop.copied}</p>}
      </div>
      <h2 className="unseen">{say.waysTitle}</h2>
      <ul className={styles.ways}>
        {works.map((work) => (
          <li key={work}>
            <button type="button" className={styles.way} disabled={pending} onClick={() => choose(work)}>
              <Icon name={icons[work]} size={24} />
              <span>
                <strong>{say.ways[work].name}</strong>
                <small>{say.ways[work].meaning}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <a href={hashOf({ page: 'document-roots' })}>{say.trust}</a>
    </>
  )
}
