import { Button } from 'antd'
import { assertNever } from '../../shared/assert-never.ts'
import { issuersOnToken } from '../../shared/issuers/issuer-rules.ts'
import type { IssuerView, Notice, NoticeAction, Snapshot } from '../../shared/models/index.ts'
import { IssuerOf } from '../issuers/use-issuer.tsx'
import type { Client } from '../live/client.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import type { NoteTone } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'

const tones: Readonly<Record<Notice['level'], NoteTone>> = {
  info: 'info',
  attention: 'soon',
  problem: 'bad',
}

const doIt = (
  action: Exclude<NoticeAction, { readonly kind: 'none' }>,
  client: Client,
  run: Action['run'],
) => {
  switch (action.kind) {
    case 'go':
      return go(action.place)
    case 'act':
      return void run(() => client.settings.openDataFolder())
    default:
      return assertNever(action)
  }
}

/** For a notice about a token, the hotline of that token's issuer helps. */
const issuerOf = (snapshot: Snapshot, { report }: Notice): IssuerView | null => {
  const tokenId = 'tokenId' in report.params ? report.params.tokenId : null
  const token = snapshot.tokens.find(({ id }) => id === tokenId)
  return (token && issuersOnToken(snapshot, token)[0]) ?? null
}

/** What a person should know, and what can be done about it. */
export const NoticeBanner = ({ notice }: { readonly notice: Notice }) => {
  const { client, snapshot, words } = useAssistant()
  const { error, pending, run } = useAction()
  const { action, id, report, level, dismissable } = notice
  return (
    <IssuerOf issuer={issuerOf(snapshot, notice)}>
      <ErrorNote
        report={report}
        tone={tones[level]}
        urgent={false}
        actions={
          <>
            {dismissable && (
              <Button onClick={() => void run(() => client.notices.dismiss({ noticeId: id }))}>
                {words.notices.dismiss}
              </Button>
            )}
            {action.kind !== 'none' && (
              <Button type="primary" disabled={pending} onClick={() => doIt(action, client, run)}>
                {words.notices.verb[action.verb]}
              </Button>
            )}
          </>
        }
      />
      {error && <ErrorNote report={error} />}
    </IssuerOf>
  )
}
