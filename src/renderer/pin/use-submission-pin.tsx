import { useState } from 'react'
import type { SentPin } from '../../shared/contract/index.ts'
import type { IssuerView, TokenView } from '../../shared/models/index.ts'
import { newPinRule, softPinRule } from '../../shared/pin/new-pin.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ExistingPin } from './existing-pin.tsx'
import { NewPinFields } from './new-pin-fields.tsx'
import { isNewPinReady, noNewPin } from './new-pin-words.ts'
import { typed } from './pin-rules.ts'
import { useExistingPin } from './use-existing-pin.ts'

type Asked = {
  readonly token: TokenView
  readonly issuer: IssuerView
  /** Whether a soft certificate is made, under a new PIN. */
  readonly isMade: boolean
  readonly say: {
    readonly ukeyPin: string
    /** Of a soft certificate that is there already. */
    readonly softPinNow?: string
    readonly softPin: string
    readonly softPinMeaning: string
  }
}

/** The PIN that goes with a submission: that of a token that is there, or a new one for a soft certificate that is made. */
export const useSubmissionPin = ({ token, issuer, isMade, say }: Asked) => {
  const { snapshot, words } = useAssistant()
  const rule = isMade ? newPinRule(softPinRule, issuer.pinRule) : token.pinRule
  const existing = useExistingPin(isMade ? undefined : token, rule)
  const [fresh, setFresh] = useState(noNewPin)
  const [checked, setChecked] = useState(false)
  return {
    tries: existing.tries,
    locked: !isMade && token.pin.locked,
    blocked: existing.last && !existing.sure,
    /** From now on faults are shown. */
    isReady: (): boolean => {
      setChecked(true)
      return isMade ? isNewPinReady(fresh, rule, { words, snapshot }) : existing.check()
    },
    take: (): SentPin | null => (isMade ? typed(fresh.pin) : existing.take()),
    again: () => {
      existing.again()
      setFresh(noNewPin)
      setChecked(false)
    },
    fields: isMade ? (
      <>
        <p>{say.softPinMeaning}</p>
        <NewPinFields values={fresh} change={setFresh} rule={rule} checked={checked} label={say.softPin} />
      </>
    ) : (
      <ExistingPin
        form={existing}
        token={token}
        rule={rule}
        label={token.kind === 'soft' ? (say.softPinNow ?? say.ukeyPin) : say.ukeyPin}
        autoFocus={false}
      />
    ),
  }
}
