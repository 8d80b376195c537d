import { Button } from 'antd'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Copied } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Foot } from '../parts/foot.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { dateOf } from '../words/format.ts'
import type { OpenDossier } from './use-dossier.ts'

type Props = { readonly dossier: OpenDossier; readonly issuerId: string }

/** Forgets a dossier that is over, then goes on. */
const useLeaving = ({ dossier }: Pick<Props, 'dossier'>) => {
  const { client } = useAssistant()
  const { key, close } = dossier
  return (after: () => void) => {
    close()
    void client.identity.forget({ key }).catch(() => undefined)
    after()
  }
}

const Done = ({ dossier, issuerId }: Props) => {
  const { words } = useAssistant()
  const say = words.identity.result
  const { purpose, owner, standing } = dossier.view
  const leave = useLeaving({ dossier })
  const { organisationCode, review } = standing
  const toLogin = () => leave(() => go({ page: 'login', issuerId }))
  const toCentre = () => leave(() => go({ page: 'centre', issuerId }))
  const isFirst = purpose === 'completion'
  return (
    <>
      <Note tone="good" title={say.done[purpose]} urgent>
        <p>{say.doneMeaning[purpose]}</p>
        {review?.reason && (
          <p>
            {say.answer}：{review.reason}
          </p>
        )}
        {organisationCode !== null && (
          <>
            <Facts facts={[{ name: say.organisationCode, value: <Copied text={organisationCode} /> }]} />
            <p>{say.organisationCodeMeaning}</p>
          </>
        )}
      </Note>
      <Foot
        aside={
          isFirst && (
            <Button size="large" onClick={toCentre}>
              {say.toCentre}
            </Button>
          )
        }
      >
        {isFirst ? (
          <Button
            type="primary"
            size="large"
            onClick={() => leave(() => go({ page: 'issue', tokenId: null }))}
          >
            {say.toIssue}
          </Button>
        ) : (
          <Button type="primary" size="large" onClick={owner === null ? toLogin : toCentre}>
            {owner === null ? say.toLogin : say.toCentre}
          </Button>
        )}
      </Foot>
    </>
  )
}

const Over = ({ dossier, issuerId }: Props) => {
  const { words } = useAssistant()
  const say = words.identity.result
  const { purpose, standing } = dossier.view
  const leave = useLeaving({ dossier })
  const page = purpose === 'registration' || purpose === 'appeal' ? purpose : 'centre'
  const isRefused = standing.state === 'refused'
  return (
    <>
      <Note tone="bad" title={isRefused ? say.refused : say.expired}>
        <p>{isRefused ? say.refusedMeaning(standing.review?.reason ?? '–') : say.expiredMeaning}</p>
      </Note>
      <Foot>
        <Button
          type="primary"
          size="large"
          onClick={() =>
            leave(() => go(purpose === 'completion' ? { page: 'completion', issuerId } : { page, issuerId }))
          }
        >
          {say.again}
        </Button>
      </Foot>
    </>
  )
}

const Reviewing = ({ dossier }: Pick<Props, 'dossier'>) => {
  const { words } = useAssistant()
  const say = words.identity.result
  const { error, pending, run } = useAction()
  const { client } = useAssistant()
  const { key, adopt, view } = dossier
  const due = view.standing.review?.dueAt
  return (
    <>
      <Note tone="info" title={say.review}>
        <p>{say.reviewMeaning(due === undefined ? '–' : dateOf(due))}</p>
      </Note>
      {error && <ErrorNote report={error} />}
      <Foot>
        <Button
          type="primary"
          size="large"
          disabled={pending}
          onClick={() => void run(async () => adopt(await client.identity.dossier({ key })))}
        >
          {say.refresh}
        </Button>
      </Foot>
    </>
  )
}

/** How a dossier stands that was handed in: under review, done, refused or expired. */
export const DossierResult = (props: Props) => {
  const { state } = props.dossier.view.standing
  if (state === 'done') return <Done {...props} />
  return state === 'awaiting-review' ? <Reviewing {...props} /> : <Over {...props} />
}
