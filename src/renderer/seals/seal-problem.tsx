import { Button } from 'antd'
import type { ErrorReport } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'

/** What went wrong with a seal. Who did not give the PIN knows that already. */
type Props = { readonly error: ErrorReport | null; readonly issuerId?: string | null }

export const SealProblem = ({ error, issuerId = null }: Props) => {
  const { words } = useAssistant()
  if (error === null || error.code === 'cancelled-by-user') return null
  const actions = error.code === 'login-needed' && (
    <Button href={hashOf({ page: 'login', issuerId })}>{words.orders.login}</Button>
  )
  return <ErrorNote report={error} actions={actions} />
}
