import { hashOf } from '../../shared/places/place.ts'
import { type Target, type UkeyChoice, ukeyChoices } from '../../shared/targets/targets.ts'
import { useAssistant } from '../live/use-live.tsx'
import { type Choice, Choices } from '../parts/choices.tsx'
import styles from '../parts/form.module.css'
import { SoftDrawing, TokenDrawing } from '../tokens/token-drawing.tsx'
import { grouped, makerName, tokenName } from '../words/format.ts'

const soft = 'soft'

type Props = {
  readonly legend: string
  readonly target: Target | null
  readonly choose: (target: Target) => void
}

/** Where the new certificate can go: the present Ukeys, each with the obstacle in its way, and this computer. */
export const TargetChoices = ({ legend, target, choose }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const ukeys = ukeyChoices(snapshot)
  const choiceOf = ({ token, obstacle }: UkeyChoice): Choice<string> => ({
    value: token.id,
    title: tokenName(token, words),
    meaning: say.ukeyMeaning(makerName(token, words), grouped(token.serial)),
    obstacle: obstacle && (
      <>
        {say.cannot[obstacle]}{' '}
        {obstacle === 'locked' && (
          <a href={hashOf({ page: 'unlock', tokenId: token.id })}>{words.pin.goUnlock}</a>
        )}
      </>
    ),
    drawing: <TokenDrawing token={token} light={obstacle === null ? 'good' : 'off'} />,
  })
  const onThisComputer: Choice<string> = {
    value: soft,
    title: say.soft,
    meaning: say.softMeaning,
    drawing: <SoftDrawing light="off" />,
  }
  return (
    <Choices
      legend={legend}
      choices={[...ukeys.map(choiceOf), onThisComputer]}
      chosen={target && (target.kind === 'soft' ? soft : target.tokenId)}
      choose={(value) => choose(value === soft ? { kind: 'soft' } : { kind: 'ukey', tokenId: value })}
    >
      {ukeys.length === 0 && <p className={styles.soft}>{say.softOnlyHere}</p>}
    </Choices>
  )
}
