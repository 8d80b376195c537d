import { Dropdown } from 'antd'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { go } from '../place/use-place.ts'
import styles from './rail.module.css'

/** 下拉菜单 of the window: 刷新 and 系统设置. Where there is no tray, the tray menu is in its place and has both. */
export const WindowMenu = () => {
  const { client, words } = useAssistant()
  const { run } = useAction()
  const choose = (key: string) =>
    key === 'refresh' ? void run(() => client.state.refresh()) : go({ page: 'settings', section: 'general' })
  const items = [
    { key: 'refresh', label: words.everywhere.refresh },
    { key: 'settings', label: words.frame.systemSettings },
  ]
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomLeft"
      popupRender={(menu) => <nav aria-label={words.frame.menu}>{menu}</nav>}
      menu={{ items, onClick: ({ key }) => choose(key) }}
    >
      <button type="button" className={styles.menu} aria-haspopup="menu">
        <Icon name="menu" size={18} />
        {words.frame.menu}
      </button>
    </Dropdown>
  )
}
