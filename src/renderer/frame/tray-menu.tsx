import { Dropdown } from 'antd'
import type { TrayItemKind } from '../../shared/contract/index.ts'
import { type TrayMenuItem, trayMenu } from '../../shared/tray/tray-menu.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from './rail.module.css'

const itemOf = (item: TrayMenuItem, index: number) =>
  item.kind === 'separator'
    ? { type: 'divider' as const, key: `divider-${index}` }
    : { key: String(index), label: item.label, disabled: !item.enabled }

/** A browser has no tray, so the tray menu is here, with the same items in the same order. */
export const TrayMenu = () => {
  const { snapshot, client, words } = useAssistant()
  const { run } = useAction()
  const items = trayMenu(snapshot, words)
  const choose = (key: string) => {
    const item = items[Number(key)]
    if (!item || item.kind === 'separator') return
    const kind: TrayItemKind = item.kind
    void run(() => client.tray.choose({ item: kind, ...(item.tokenId ? { tokenId: item.tokenId } : {}) }))
  }
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomLeft"
      popupRender={(menu) => <nav aria-label={words.frame.trayMenu}>{menu}</nav>}
      menu={{ items: items.map(itemOf), onClick: ({ key }) => choose(key) }}
    >
      <button type="button" className={styles.menu} aria-haspopup="menu">
        <Icon name="menu" size={18} />
        {words.frame.menu}
      </button>
    </Dropdown>
  )
}
