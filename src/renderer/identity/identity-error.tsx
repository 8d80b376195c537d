import { Button } from 'antd'
import type { ErrorReport } from '../../shared/models/index.ts'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { go } from '../place/use-place.ts'

/** Errors that an appeal may help against. */
const appealable = new Set([
  'register-differs',
  'agency-not-on-record',
  'identity-retired',
  'legacy-linked-elsewhere',
])

/** An error with the ways on from there: of 用户已存在 the two that lead into the account that exists. */
export const IdentityError = ({ report }: { readonly report: ErrorReport | null }) => {
  const { words } = useAssistant()
  const say = words.identity.exists
  const issuerId = useIssuer()?.id ?? null
  if (report === null) return null
  const exists = report.code === 'identity-exists'
  const actions = exists ? (
    <>
      <Button onClick={() => go({ page: 'login', issuerId })}>{say.login}</Button>
      <Button onClick={() => go({ page: 'forgotten', issuerId })}>{say.forgotten}</Button>
    </>
  ) : appealable.has(report.code) ? (
    <Button onClick={() => go({ page: 'appeal', issuerId })}>{say.appeal}</Button>
  ) : undefined
  return <ErrorNote report={report} actions={actions} />
}
