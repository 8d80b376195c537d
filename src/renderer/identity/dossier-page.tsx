import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { DossierMoment } from '../../shared/identity/moments.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { MomentsBar } from '../parts/moments-bar.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { dateTimeOf } from '../words/format.ts'
import { AppealMoment, UploadsMoment } from './appeal-moment.tsx'
import { ContactMoment } from './contact-moment.tsx'
import { DossierResult } from './dossier-result.tsx'
import { EntityMoment } from './entity-moment.tsx'
import { FinishMoment } from './finish-moment.tsx'
import { HandlerMoment } from './handler-moment.tsx'
import { KnownMoment } from './known-moment.tsx'
import { PersonMoment } from './person-moment.tsx'
import { type OpenDossier, useDossier } from './use-dossier.ts'

type MomentProps = { readonly dossier: OpenDossier; readonly aside: ReactNode }

const pages: Readonly<Record<DossierMoment, (props: MomentProps) => ReactNode>> = {
  known: KnownMoment,
  person: PersonMoment,
  register: EntityMoment,
  entity: EntityMoment,
  appeal: AppealMoment,
  contact: ContactMoment,
  details: ContactMoment,
  uploads: UploadsMoment,
  handler: HandlerMoment,
  finish: FinishMoment,
}

const Moment = ({ dossier }: { readonly dossier: OpenDossier }) => {
  const { words } = useAssistant()
  const { moment, before, to } = dossier
  const Shown = pages[moment]
  useFocusKept(moment)
  const aside = before && (
    <Button size="large" onClick={() => to(before)}>
      {words.everywhere.back}
    </Button>
  )
  return <Shown key={moment} dossier={dossier} aside={aside} />
}

/** That what was typed is kept, and the way to be rid of it. */
const DraftLine = ({ dossier }: { readonly dossier: OpenDossier }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.identity
  const [asking, setAsking] = useState(false)
  const { pending, error, run } = useAction()
  const { key, view, close } = dossier
  const kept = snapshot.dossiers.find((one) => one.key === key)
  const abandon = () =>
    void run(async () => {
      await client.identity.abandon({ key })
      close()
      go({ page: 'home' })
    })
  return (
    <div className={form.row}>
      <span className={form.soft}>
        {say.number(view.standing.number)}{' '}
        {kept?.keeps ? say.draftKept(dateTimeOf(kept.savedAt)) : say.draftHere}
      </span>
      <Button type="link" size="small" onClick={() => setAsking(true)}>
        {say.abandon}
      </Button>
      <ConfirmDialog
        open={asking}
        title={say.abandonAsk}
        pending={pending}
        say={{ no: say.abandonNo, yes: say.abandon, doing: say.abandoning }}
        close={() => setAsking(false)}
        confirm={abandon}
      >
        <p>{say.abandonMeaning}</p>
        {error && <ErrorNote report={error} />}
      </ConfirmDialog>
    </div>
  )
}

type OpenProps = { readonly dossier: OpenDossier; readonly issuerId: string }

const Open = ({ dossier, issuerId }: OpenProps) => {
  const { words } = useAssistant()
  const say = words.identity
  const { view, moment, moments } = dossier
  const { state, review } = view.standing
  const isOpen = state === 'open' || state === 'awaiting-correction'
  return (
    <div className={form.stack}>
      <MomentsBar
        label={say.momentsLabel}
        moments={moments}
        titles={say.moments}
        now={isOpen ? moment : 'done'}
      />
      {state === 'awaiting-correction' && (
        <Note tone="soon" title={say.result.correction}>
          <p>{say.result.correctionMeaning(review?.reason ?? '–')}</p>
        </Note>
      )}
      <Card>
        <div className={form.column}>
          {isOpen ? <Moment dossier={dossier} /> : <DossierResult dossier={dossier} issuerId={issuerId} />}
        </div>
      </Card>
      {isOpen && <DraftLine dossier={dossier} />}
    </div>
  )
}

const Loading = ({ dossier }: { readonly dossier: ReturnType<typeof useDossier> }) => {
  const { client, words } = useAssistant()
  const { key, loading, load } = dossier
  /** Where its authority does not know it any more, there is nothing to go on with. */
  const isGone = loading.error?.code === 'dossier-unknown'
  const forget = () => {
    void client.identity.forget({ key }).catch(() => undefined)
    go({ page: 'home' })
  }
  const act = isGone ? (
    <Button onClick={forget}>{words.identity.abandon}</Button>
  ) : (
    <Button onClick={load}>{words.frame.retry}</Button>
  )
  return (
    <Card>
      {loading.error && <ErrorNote report={loading.error} actions={act} />}
      <Waiting active={loading.pending} words={words.identity.loading} />
    </Card>
  )
}

/** 注册, 信息补录, 变更为代理机构, 绑定经办人 or 人工申诉, page by page. */
export const DossierPage = ({ dossierKey }: { readonly dossierKey: string }) => {
  const { snapshot, words } = useAssistant()
  const dossier = useDossier(dossierKey)
  // It is not mentioned any more once it is given up, but its issuer stays the issuer of this page.
  const [first] = useState(() => snapshot.dossiers.find(({ key }) => key === dossierKey)?.issuerId)
  const issuer = issuerById(snapshot, first ?? null) ?? snapshot.issuer
  const { view, form: typed, moment } = dossier
  const title = view ? words.identity.titles[view.purpose] : words.identity.dossierTitle
  return (
    <Page title={title} narrow issuer={issuer}>
      {view && typed && moment ? (
        <Open dossier={{ ...dossier, view, form: typed, moment }} issuerId={issuer.id} />
      ) : (
        <Loading dossier={dossier} />
      )}
    </Page>
  )
}
