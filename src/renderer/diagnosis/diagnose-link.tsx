import { Button } from 'antd'
import type { StepId } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'

/** An offer beside a failure: the system check with the step that has to do with it first. */
export const DiagnoseLink = ({ step }: { readonly step: StepId }) => {
  const { words } = useAssistant()
  return <Button href={hashOf({ page: 'diagnosis', step })}>{words.diagnosis.offer}</Button>
}
