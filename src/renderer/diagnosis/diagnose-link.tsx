import { Button } from 'antd'
import type { ErrorCode } from '../../shared/errors/index.ts'
import type { StepId } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'
import { usePlace } from '../place/use-place.ts'
import { stepOfError } from './step-of-error.ts'

/** An offer beside a failure: the system check with the step that has to do with it first. */
export const DiagnoseLink = ({ step }: { readonly step: StepId }) => {
  const { words } = useAssistant()
  return <Button href={hashOf({ page: 'diagnosis', step })}>{words.diagnosis.offer}</Button>
}

/** The same as a link at the end of an error that the system check can look into. The small prompt window stays small. */
export const DiagnoseHint = ({ code }: { readonly code: ErrorCode }) => {
  const { words } = useAssistant()
  const place = usePlace()
  const step = stepOfError(code)
  if (step === null || place?.page === 'prompt' || place?.page === 'diagnosis') return null
  return <a href={hashOf({ page: 'diagnosis', step })}>{words.diagnosis.offer}</a>
}
