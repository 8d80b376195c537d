import { Button, Dropdown, type MenuProps } from 'antd'
import { useRef, useState } from 'react'
import type { CertificatePair, TokenView } from '../../../shared/models/index.ts'
import { Icon } from '../../drawings/icon.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { go } from '../../place/use-place.ts'
import { RenameDialog } from '../rename-dialog.tsx'
import { type TokenAction, type TokenActions, tokenActions } from './token-actions.ts'
import styles from './ukey-card.module.css'

const rename = 'rename'

const itemOf = ({ key, word }: TokenAction) => ({ key, label: word })

const pairItems = ({ pairs }: TokenActions): NonNullable<MenuProps['items']> =>
  pairs.length === 1
    ? pairs.flatMap(({ actions }) => actions.map(itemOf))
    : pairs.map(({ key, title, actions }) => ({
        type: 'group' as const,
        key,
        label: title,
        children: actions.map(itemOf),
      }))

type Props = { readonly token: TokenView; readonly pairs: readonly CertificatePair[] }

/** One menu for all that can be done with a token and its pairs. */
export const TokenMenu = ({ token, pairs }: Props) => {
  const { words } = useAssistant()
  const say = words.tokens
  const [open, setOpen] = useState(false)
  const [naming, setNaming] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const actions = tokenActions(token, pairs, words)
  const choose = (key: string) => {
    setOpen(false)
    if (key === rename) return setNaming(true)
    const all = [...actions.pairs.flatMap((pair) => pair.actions), ...actions.token]
    const place = all.find((one) => one.key === key)?.place
    if (place) go(place)
  }
  const items = [
    ...pairItems(actions),
    ...(actions.pairs.length > 0 ? [{ type: 'divider' as const, key: 'divider' }] : []),
    ...(token.kind === 'ukey' ? [{ key: rename, label: say.rename }] : []),
    ...actions.token.map(itemOf),
  ]
  return (
    <div className={styles.menu}>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        autoFocus
        // Inside the card, so that it belongs to the page's main part.
        getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
        menu={{ items, onClick: ({ key }) => choose(key) }}
      >
        <Button ref={button} size="small" aria-haspopup="menu" aria-expanded={open}>
          {say.more}
          <Icon name="down" size={14} />
        </Button>
      </Dropdown>
      <RenameDialog
        token={token}
        open={naming}
        close={() => setNaming(false)}
        closed={() => button.current?.focus()}
      />
    </div>
  )
}
