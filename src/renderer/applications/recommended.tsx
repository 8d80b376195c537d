import { Button } from 'antd'
import { useState } from 'react'
import { recommendedLinks } from '../../shared/business/hall.ts'
import type { FeedView, OfferedProgram } from '../../shared/models/index.ts'
import rows from '../business/business.module.css'
import { LinkRow } from '../business/link-row.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { useOnline } from '../live/use-online.ts'
import { Card } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { RefreshHere } from '../parts/refresh-button.tsx'
import { useBilingual } from '../words/use-bilingual.ts'
import { InstallDialog, Installing } from './install-dialog.tsx'

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
              <LinkRow key={link.id} {...{ issuerId: issuer.id, link, say, off }} />
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
