import { useAssistant } from '../live/use-live.tsx'
import { MomentsBar } from '../parts/moments-bar.tsx'

export const moments = ['account', 'token', 'pin', 'progress'] as const
export type Moment = (typeof moments)[number]

/** Which of the four parts the person has reached. */
export const IssuanceMomentsBar = ({ now }: { readonly now: Moment | 'done' }) => {
  const say = useAssistant().words.issuance
  return <MomentsBar label={say.momentsLabel} moments={moments} titles={say.moments} now={now} />
}
