import { Button } from 'antd'
import { useState } from 'react'
import { recommendedLinks } from '../../shared/business/hall.ts'
import type { FeedView, IssuerLink, OfferedProgram } from '../../shared/models/index.ts'
import rows from '../business/business.module.css'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useOnline } from '../live/use-online.ts'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { RefreshHere } from '../parts/refresh-button.tsx'
import { useBilingual } from '../words/use-bilingual.ts'
import { InstallDialog, Installing } from './install-dialog.tsx'

const Link = ({ link, off }: { readonly link: IssuerLink; readonly off: boolean }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.applications
  const told = useBilingual()
  const { error, pending, run } = useAction()
  const which = { issuerId: snapshot.issuer.id, linkId: link.id }
  const isKept = snapshot.applications.some((one) => one.kind === 'link' && one.address === link.address)
  const name = told(link.name)
  return (
    <li className={rows.row}>
      <div>
        <strong>{name}</strong>
        <small>{new URL(link.address).hostname}</small>
        {link.about && <small>{told(link.about)}</small>}
        {error && <ErrorNote report={error} />}
      </div>
      <div className={rows.acts}>
        <Button
          size="small"
          disabled={isKept || pending}
          aria-label={`${isKept ? say.kept : say.keep} ${name}`}
          onClick={() => void run(() => client.applications.keepLink(which))}
        >
          {isKept ? say.kept : say.keep}
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

type ProgramProps = { readonly issuerId: string; readonly program: OfferedProgram; readonly off: boolean }

const Program = ({ issuerId, program, off }: ProgramProps) => {
  const { snapshot, words } = useAssistant()
  const say = words.applications
  const told = useBilingual()
  const [asking, ask] = useState(false)
  const name = told(program.name)
  return (
    <li className={rows.row}>
      <div>
        <strong>{name}</strong>
        <small>
          {program.publisher} · {program.version}
        </small>
        <small>{told(program.about)}</small>
      </div>
      <div className={rows.acts}>
        <Button
          size="small"
          disabled={off || snapshot.installation?.state === 'fetching'}
          aria-label={`${say.info} ${name}`}
          onClick={() => ask(true)}
        >
          {say.info}
        </Button>
      </div>
      <InstallDialog issuerId={issuerId} program={program} open={asking} close={() => ask(false)} />
    </li>
  )
}

const none: readonly OfferedProgram[] = []

const programsOf = (feeds: readonly FeedView[], issuerId: string): readonly OfferedProgram[] =>
  feeds.find((one) => one.issuerId === issuerId)?.programs ?? none

/** 推荐应用 of the chosen authority: pages from its file, programs from its signed list. */
export const Recommended = () => {
  const { snapshot, words } = useAssistant()
  const say = words.applications
  const { feeds, issuer } = snapshot
  const off = !useOnline()
  const links = recommendedLinks(issuer)
  const programs = programsOf(feeds, issuer.id)
  const isEmpty = links.length + programs.length === 0
  return (
    <>
      {off && !isEmpty && <Note tone="plain" title={say.recommendedOffline} actions={<RefreshHere />} />}
      <Installing />
      <Card>
        {isEmpty ? (
          <p className={form.soft}>{say.recommendedNone}</p>
        ) : (
          <ul>
            {links.map((link) => (
              <Link key={link.id} link={link} off={off} />
            ))}
            {programs.map((program) => (
              <Program key={program.id} issuerId={issuer.id} program={program} off={off} />
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}
