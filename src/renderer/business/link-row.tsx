import { Button } from 'antd'
import type { IssuerLink } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { useBilingual } from '../words/use-bilingual.ts'
import styles from './business.module.css'

type LinkRowProps = {
  readonly issuerId: string
  readonly link: IssuerLink
  /** Whose page it is, where that is not clear. */
  readonly of?: string
  readonly say: { readonly keep: string; readonly kept: string; readonly open: string }
  /** Without a network no page can be opened. */
  readonly off: boolean
}

/** A page of an authority, to be opened or kept in 我的应用. */
export const LinkRow = ({ issuerId, link, of, say, off }: LinkRowProps) => {
  const { client, snapshot } = useAssistant()
  const told = useBilingual()
  const { error, pending, run } = useAction()
  const which = { issuerId, linkId: link.id }
  const name = told(link.name)
  const host = new URL(link.address).hostname
  const isKept = snapshot.applications.some((one) => one.kind === 'link' && one.address === link.address)
  const keep = isKept ? say.kept : say.keep
  return (
    <li className={styles.row}>
      <div>
        <strong>{name}</strong>
        <small>{of === undefined ? host : `${of} · ${host}`}</small>
        {link.about && <small>{told(link.about)}</small>}
        {error && <ErrorNote report={error} />}
      </div>
      <div className={styles.acts}>
        <Button
          size="small"
          disabled={isKept || pending}
          aria-label={`${keep} ${name}`}
          onClick={() => void run(() => client.applications.keepLink(which))}
        >
          {keep}
        </Button>
        <Button
          size="small"
          disabled={off || pending}
          aria-label={`${say.open} ${name}`}
          onClick={() => void run(() => client.applications.openLink(which))}
        >
          {say.open}
        </Button>
      </div>
    </li>
  )
}
